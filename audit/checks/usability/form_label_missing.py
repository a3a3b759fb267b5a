"""A field without a label loses its meaning as soon as something is typed into it."""

from collections.abc import Iterator

from audit.registry import Evidence, Matters, Options, PageCheck, Severity
from configs.text import Text
from crawler.records import PageRecord


def rule(page: PageRecord, options: Options) -> Iterator[Evidence]:
    forms = page.facts.forms
    if forms.unlabelled:
        fields = [
            f"{name or kind}（{hint}）" if hint else name or kind for kind, name, hint in forms.unlabelled_controls
        ]
        yield {"missing": forms.unlabelled, "controls": forms.controls, "fields": fields[:5]}


check = PageCheck(
    id="form-label-missing",
    module=__name__,
    severity=Severity.ERROR,
    book=None,
    title=Text(zh="输入框没有标签", en="Form fields have no label"),
    message=Text(zh="{controls} 个输入框中 {missing} 个没有标签：{fields}", en="{missing} of {controls} fields have no label: {fields}"),
    why=Text(
        zh="只有灰色提示字的框，一输入就不知道要填什么；读屏软件念不出名字，自动填写也容易填错，下单和注册会因此流失。不是排名因素。",
        en="Grey hint text vanishes with the first letter; screen readers name nothing and autofill guesses: orders and sign-ups get lost. No ranking factor.",
    ),
    fix=Text(
        zh="开发：给每个框写 <label for>，版面放不下就用 aria-label。",
        en="Developer: write a <label for> for each field, or an aria-label where there is no room.",
    ),
    avoid=Text(zh="不要只写 placeholder。", en="Do not rely on placeholder."),
    verify=Text(zh="点一下标签文字，光标应跳进对应的框。", en="Click the label: the cursor must jump into its field."),
    before='<input name="phone" placeholder="手机号">',
    after='<label for="phone">手机号</label> <input id="phone" name="phone">',
    matters=Matters.UX,
    source="https://www.w3.org/WAI/tutorials/forms/labels/",
    applies="select url_id from temp.page_facts where json_extract(facts, '$.forms.controls') > 0",
    needs=frozenset({"facts"}),
    rule=rule,
    effort_hours=1,
    profiles={"google": {}, "baidu": {}, "shop": {}},
    good=(
        '<main><label for="q">搜索</label><input id="q"><label>Email <input type="email"></label><input type="hidden" name="t"><input type="submit"></main>',
        '<main><input type="search" aria-label="搜索商品"><textarea title="留言"></textarea></main>',
    ),
    bad=(
        '<main><form><input name="phone" placeholder="手机号"></form></main>',
        '<main><select name="size"><option>大</option></select></main>',
        '<main><label for="other">Name</label><textarea id="note"></textarea></main>',
    ),
)  # fmt: skip
