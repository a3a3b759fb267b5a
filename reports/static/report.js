(function () {
  "use strict";
  var root = document.documentElement;
  var tags = { zh: "zh-Hans", en: "en" };

  // The page stands there in one language; the texts of the other travel packed, in the order of their places.
  var own = root.dataset.lang, packed = document.getElementById("data-language");
  var places = Array.from(document.querySelectorAll("i, tspan.i")).filter(function (one) { return !one.parentElement.closest("i"); });
  var texts = {};
  texts[own] = packed && places.map(function (one) { return one.innerHTML; });
  function unpack(element) {
    var bytes = Uint8Array.from(atob(element.textContent.trim()), function (char) { return char.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
  }
  function exchange(lang) {
    places.forEach(function (one, place) { one.innerHTML = texts[lang][place]; });
    root.lang = tags[lang];
    root.dataset.lang = lang;
    document.title = root.getAttribute("data-title-" + lang) || document.title;
  }
  var wanted = own;
  function language(lang) {
    wanted = lang;
    if (texts[lang]) exchange(lang);
    else unpack(packed).json().then(function (found) {
      texts[lang] = found;
      if (wanted === lang) exchange(lang);
    });
  }
  var able = "DecompressionStream" in window;
  if (able) root.classList.add("able");
  ["zh", "en"].forEach(function (lang) {
    var box = document.getElementById("l-" + lang);
    if (!box || !able || !packed) return;
    box.addEventListener("change", function () { if (box.checked) language(lang); });
    if (new URLSearchParams(location.search).get("lang") === lang) { box.checked = true; language(lang); }
  });

  // Scripts that draw follow the theme; one that follows the system has no name.
  ["auto", "light", "dark"].forEach(function (theme) {
    var box = document.getElementById("th-" + theme);
    if (box) box.addEventListener("change", function () { if (box.checked) root.dataset.theme = theme; });
  });

  // The larger scripts travel packed; a browser that cannot unpack them shows what stands there without.
  var bundle = document.getElementById("bundle");
  function run(code) {
    var script = document.createElement("script");
    script.textContent = code;
    document.head.appendChild(script);
  }
  if (bundle && able) unpack(bundle).text().then(run);

  // A link to a card opens it; printing opens all.
  function reveal() {
    if (location.hash.indexOf("#/") === 0) return;
    var found = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (var box = found; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (found) found.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = closed.concat(Array.from(document.querySelectorAll("details:not([open])")));
    closed.forEach(function (box) { box.open = true; });
  });
  window.addEventListener("afterprint", function () { closed.splice(0).forEach(function (box) { box.open = false; }); });

  // Addresses are shown decoded and copied encoded.
  document.addEventListener("copy", function (event) {
    var text = String(getSelection()).trim();
    var node = getSelection().anchorNode, link = text && node && (node.closest ? node : node.parentElement).closest("a.u");
    if (link && text === link.textContent.trim()) {
      event.clipboardData.setData("text/plain", link.dataset.url || link.href);
      event.preventDefault();
    }
  });

  // What is chosen in a section stands in the address, as #/fix?severity=error&owner=editor: it survives a reload and can be passed on.
  function isAsked(section) { return location.hash.indexOf("#/" + section.id + "?") === 0; }
  function asked(section) { return new URLSearchParams(isAsked(section) ? location.hash.slice(section.id.length + 3) : ""); }
  function write(section, change) {
    var query = asked(section);
    change(query);
    history.replaceState(null, "", String(query) === "" ? "#" + section.id : "#/" + section.id + "?" + query);
  }
  // `show` returns what of the section to look at; nothing where the address asks nothing of it.
  function onAsked(section, show) {
    function look() {
      var found = isAsked(section) && show(asked(section));
      if (found) found.scrollIntoView();
    }
    window.addEventListener("hashchange", look);
    look();
  }

  // Sorting: numbers largest first, what is missing last in both directions, equal rows in their order.
  function value(row, column, numeric) {
    var text = row.cells[column].textContent.trim();
    if (text === "" || text === "–") return null;
    if (!numeric) return text;
    var number = parseFloat(text.replace(/[,<%\s]/g, ""));
    return isNaN(number) ? null : number;
  }
  function sort(table, column, down) {
    var head = table.tHead.rows[0].cells[column], numeric = head.classList.contains("n");
    table.querySelectorAll("th[aria-sort]").forEach(function (th) { th.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var collator = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });
    var body = table.tBodies[0];
    var rows = Array.from(body.rows).map(function (row) { return { row: row, key: value(row, column, numeric) }; });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
      var order = numeric ? a.key - b.key : collator.compare(a.key, b.key);
      return down ? -order : order;
    });
    rows.forEach(function (item) { body.appendChild(item.row); });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var heads = Array.from(table.tHead.rows[0].cells), section = table.closest("section");
    var place = Array.from(section.querySelectorAll("table.sortable")).indexOf(table), name = place ? "s" + (place + 1) : "s";
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var was = head.getAttribute("aria-sort"), down = was ? was === "ascending" : head.classList.contains("n");
        sort(table, column, down);
        write(section, function (query) { query.set(name, (down ? "-" : "") + (column + 1)); });
      });
    });
    onAsked(section, function (query) {
      var order = parseInt(query.get(name), 10);
      if (!heads[Math.abs(order) - 1]) return;
      for (var box = table; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
      sort(table, Math.abs(order) - 1, order < 0);
      return table;
    });
  });

  // The filter of a table: every word must occur in the row.
  document.querySelectorAll("[data-filter]").forEach(function (card) {
    var rows = Array.from(card.querySelectorAll("tbody tr")), bar = document.createElement("div"), shown = document.createElement("span");
    var field = document.createElement("input"), label;
    bar.className = "find";
    field.type = "search";
    label = card.querySelector("label.finds");
    label.appendChild(field);
    bar.append(label, shown);
    card.prepend(bar);
    var texts = rows.map(function (row) { return row.textContent.toLowerCase() + " " + row.querySelector("a,bdi").getAttribute("href"); });
    function filter() {
      var words = field.value.toLowerCase().split(/\s+/), count = 0;
      rows.forEach(function (row, index) {
        var fits = words.every(function (word) { return texts[index].includes(word); });
        row.hidden = !fits;
        count += fits && !row.classList.contains("off");
      });
      shown.textContent = count.toLocaleString("en") + " / " + rows.length.toLocaleString("en");
    }
    var section = card.closest("section");
    field.addEventListener("input", function (event) {
      filter();
      if (event.isTrusted) write(section, function (query) { if (field.value) query.set("q", field.value); else query.delete("q"); });
    });
    filter();
    onAsked(section, function (query) {
      field.value = query.get("q") || "";
      filter();
      return field.value && card;
    });
  });

  // Chips: within a facet any of the pressed values, across facets all of them; groups without an item go.
  document.querySelectorAll("[data-facets]").forEach(function (bar) {
    var items = Array.from(document.querySelectorAll(bar.dataset.facets)), chips = Array.from(bar.querySelectorAll(".chip"));
    var found = bar.querySelector(".found");
    function pressed(facet) {
      return chips.filter(function (chip) { return chip.dataset.facet === facet && chip.getAttribute("aria-pressed") === "true"; })
        .map(function (chip) { return chip.dataset.value; });
    }
    function filter() {
      var wanted = {}, any = false, count = 0;
      chips.forEach(function (chip) { wanted[chip.dataset.facet] = pressed(chip.dataset.facet); });
      items.forEach(function (item) {
        var fits = Object.keys(wanted).every(function (facet) {
          return !wanted[facet].length || wanted[facet].includes(item.dataset[facet]);
        });
        item.classList.toggle("off", !fits);
        count += fits;
      });
      Object.values(wanted).forEach(function (values) { any = any || values.length > 0; });
      new Set(items.map(function (item) { return item.closest(".quads, .area"); })).forEach(function (group) {
        if (!group) return;
        group.hidden = items.every(function (item) { return item.classList.contains("off") || !group.contains(item); });
        if (any && group.tagName === "DETAILS") group.open = !group.hidden;
      });
      var field = bar.parentElement.querySelector("input[type=search]");
      if (field) field.dispatchEvent(new Event("input"));
      else found.textContent = any ? count.toLocaleString("en") + " / " + items.length.toLocaleString("en") : "";
    }
    var section = bar.closest("section");
    chips.forEach(function (chip) {
      chip.addEventListener("click", function () {
        chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
        filter();
        write(section, function (query) {
          query.delete(chip.dataset.facet);
          pressed(chip.dataset.facet).forEach(function (value) { query.append(chip.dataset.facet, value); });
        });
      });
    });
    onAsked(section, function (query) {
      chips.forEach(function (chip) { chip.setAttribute("aria-pressed", String(query.getAll(chip.dataset.facet).includes(chip.dataset.value))); });
      filter();
      return chips.some(function (chip) { return query.has(chip.dataset.facet); }) && section;
    });
    bar.hidden = false;
  });

  // The section being read is marked in the navigation.
  var links = Array.from(document.querySelectorAll(".top nav a"));
  if ("IntersectionObserver" in window) {
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        links.forEach(function (link) {
          var here = link.hash === "#" + entry.target.id;
          link.classList.toggle("here", here);
          if (here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
        });
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    document.querySelectorAll("main > section").forEach(function (section) { watcher.observe(section); });
  }
})();
