// The page's few lines of script: a click becomes a wish to the server, and the address bar names the conversation.
const ward = {
  conversation() { return new URLSearchParams(location.search).get("c") || ""; },

  name(conversation) {
    if (conversation === ward.conversation()) return;
    history.replaceState(null, "", conversation ? `?c=${encodeURIComponent(conversation)}` : location.pathname);
  },

  composer() { return document.querySelector("#composer textarea, #composer input"); },

  fill(text) {
    const field = ward.composer();
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  },

  tab() { document.querySelector("#tabs [role=tab]:not([aria-selected=true])")?.parentElement.querySelector("[role=tab]").click(); },

  async copy(button) {
    const text = document.getElementById(`markdown-${button.dataset.number}`).textContent;
    try { await navigator.clipboard.writeText(text); } catch { ward.copyOldWay(text); }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1500);
  },

  copyOldWay(text) {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
  },

  theme(name) {
    const dark = name === "dark";
    document.body.classList.toggle("dark", dark);
    localStorage.setItem("ward-theme", name);
  },

  // Done in the browser alone.
  here: {
    copy: (button) => ward.copy(button),
    edit: (button) => ward.fill(document.getElementById(`question-${button.dataset.number}`).innerText),
    skip: () => ward.composer().focus(),
    theme: () => ward.theme(document.body.classList.contains("dark") ? "light" : "dark"),
  },

  listen(element, trigger, watch) {
    element.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (!button || !element.contains(button)) return;
      if (ward.here[button.dataset.do]) { event.preventDefault(); ward.here[button.dataset.do](button); return; }
      if (button.dataset.sure && !confirm(button.dataset.sure)) return;
      const wish = { ...button.dataset, conversation: ward.conversation() };
      if (wish.do === "again") {
        wish.do = "ask";
        wish.text = document.getElementById(`question-${wish.number}`).innerText;
      }
      if (wish.field) wish.word = document.getElementById(wish.field).value;
      button.closest("details.correct")?.removeAttribute("open");
      if (wish.do === "ask") { ward.tab(); trigger("submit", wish); } else trigger("click", wish);
    });
    watch("value", () => ward.changed(element));
    ward.changed(element);
  },

  turns: 0,
  at: "",

  changed(element) {
    const talk = element.querySelector(".talk");
    if (talk) {
      if (talk.dataset.conversation !== undefined) ward.name(talk.dataset.conversation);
      const turns = talk.querySelectorAll("article.turn");
      if (turns.length && turns.length !== ward.turns) ward.show(turns[turns.length - 1]);
      ward.turns = turns.length;
    }
    const evidence = element.querySelector(".panel.evidence");
    if (evidence && evidence.dataset.at !== ward.at) {
      ward.at = evidence.dataset.at;
      if (ward.at) { evidence.scrollIntoView({ block: "nearest" }); evidence.querySelector("h2").focus({ preventScroll: true }); }
    }
    const field = element.querySelector("#field-reply .turn");
    if (field) field.scrollIntoView({ block: "nearest" });
  },

  show(turn) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  },
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); ward.composer().focus(); }
});

document.addEventListener("DOMContentLoaded", () => {
  document.documentElement.lang = (navigator.language || "en").startsWith("de") ? "de" : "en";
  const kept = localStorage.getItem("ward-theme");
  if (kept) ward.theme(kept);
});
