"""Why a URL gave no answer, or none that is complete: the codes of ``pages.error`` in words. One cause, one thing to mend."""

from __future__ import annotations

from collections.abc import Iterable

from configs.text import Text

# Answers of servers that refuse crawlers, or the place or network they ask from: they say nothing of what visitors get.
REFUSALS = (401, 403, 407, 429, 451, 999)

TLS: dict[str, Text] = {
    "tls": Text(zh="TLS 握手失败", en="TLS handshake failed"),
    "tls-expired": Text(zh="证书已过期", en="certificate has expired"),
    "tls-not-yet-valid": Text(zh="证书尚未生效", en="certificate is not yet valid"),
    "tls-self-signed": Text(zh="自签名证书", en="certificate signed by itself"),
    "tls-untrusted": Text(zh="证书的签发者不受信任", en="certificate of an unknown issuer"),
    "tls-chain": Text(zh="证书链不完整，或签发者不受信任", en="certificate chain incomplete, or issuer unknown"),
    "tls-name": Text(zh="证书不包含这个域名", en="certificate is for other names"),
    "tls-revoked": Text(zh="证书已吊销", en="certificate was revoked"),
    "tls-version": Text(zh="只支持过时的 TLS 版本", en="only outdated versions of TLS"),
    "not-tls": Text(zh="端口不支持 TLS", en="port does not speak TLS"),
}
# No answer: visitors see an error of their browser, and links that lead there are broken.
UNANSWERED: dict[str, Text] = {
    "timeout": Text(zh="超时", en="timeout"),
    "refused": Text(zh="拒绝连接", en="connection refused"),
    "unreachable": Text(zh="网络不通", en="network unreachable"),
    "dns": Text(zh="域名无法解析", en="no such host"),
    **TLS,
    "reset": Text(zh="连接中断", en="connection reset"),
    "closed": Text(zh="没有回答就关闭了连接", en="connection closed without an answer"),
    "protocol": Text(zh="不是有效的 HTTP", en="no valid HTTP"),
    "not-http": Text(zh="回答的不是 HTTP", en="not HTTP"),
    "bad-status": Text(zh="状态行无效", en="invalid status line"),
    "bad-length": Text(zh="Content-Length 无效或自相矛盾", en="invalid or contradictory Content-Length"),
    "bad-transfer": Text(zh="Transfer-Encoding 未知", en="unknown Transfer-Encoding"),
    "header-flood": Text(zh="响应头太多", en="too many headers"),
    "header-too-long": Text(zh="一个响应头太长", en="a header too long"),
}
# An answer with a status, whose body is not all there.
INCOMPLETE: dict[str, Text] = {
    "truncated": Text(zh="内容没传完", en="body cut off"),
    "overlong": Text(zh="内容比 Content-Length 长，多出的丢弃了", en="body longer than its Content-Length, the rest is lost"),
    "bad-chunks": Text(zh="分块编码有错", en="broken chunks"),
    "bad-packing": Text(zh="压缩数据损坏", en="broken compression"),
}  # fmt: skip
# Nobody was asked for it.
UNASKED: dict[str, Text] = {
    "robots": Text(zh="robots.txt 禁止", en="disallowed"),
    "private": Text(zh="指向内网，未请求", en="leads to a private network, not asked"),
    "bad-port": Text(zh="端口不是网站用的，未请求", en="port of another service, not asked"),
    "host-down": Text(zh="主机一直连不上，未请求", en="the host could not be reached for long, not asked"),
}
# We could not read it, which says nothing of the page: it is not judged.
UNREAD: dict[str, Text] = {
    "internal": Text(zh="程序出错，没有结果", en="no result for a fault of the program"),
    "extract-failed": Text(zh="程序出错，没能读", en="not read for a fault of the program"),
    "parse-timeout": Text(zh="网页太复杂，没能按时读完", en="too complex to be read in time"),
    "parse-memory": Text(zh="网页太复杂，读它的内存不够", en="too complex to be read in the memory there is"),
    "parse-crashed": Text(zh="解析器死在这个网页上", en="the parser died over it"),
    "fetch-crashed": Text(zh="下载进程三次死在它上面", en="the fetching process died over it three times"),
    "poison": Text(zh="程序三次死在它上面", en="the program died over it three times"),
}
# After "the link leads to ... which answers".
NOTHING: dict[str, Text] = {name: Text(text.zh, f"nothing: {text.en}") for name, text in UNANSWERED.items()}


def listed(*groups: Iterable[str]) -> str:
    """The codes as a list of SQL."""
    return ", ".join(f"'{name}'" for group in groups for name in group)
