// What a reader sets for himself, the size of the text and the colours: kept on his device, told to nobody.
// It runs before the page is drawn, so that nothing changes under his eyes.
(() => {
  const root = document.documentElement;
  const offline = document.currentScript.dataset.offline;
  const keys = ["size", "colours"];
  root.classList.add("js");
  for (const key of keys) {
    try {
      const kept = localStorage.getItem(key);
      if (kept) root.dataset[key] = kept;
    } catch {}
  }
  const show = () => {
    for (const button of document.querySelectorAll("[data-set]")) {
      const [key, value] = button.dataset.set.split("=");
      button.setAttribute("aria-pressed", String((root.dataset[key] ?? "") === value));
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-set]");
    if (!button) return;
    const [key, value] = button.dataset.set.split("=");
    if (!keys.includes(key)) return;
    if (value) root.dataset[key] = value;
    else delete root.dataset[key];
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {}
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  if (offline && "serviceWorker" in navigator) navigator.serviceWorker.register(offline);
})();
