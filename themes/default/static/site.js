// What a reader sets for himself, the size of the text and the colours: kept on his device, told to nobody.
// It runs before the page is drawn, so that nothing changes under his eyes. And which advertisements were in view.
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
  // Escape takes a word's date away until the pointer or the focus moves on.
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") root.classList.add("quiet"); });
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, () => root.classList.remove("quiet"));
  // A quotation that stands in several parts is shown as a whole to whoever comes for it.
  const here = () => {
    for (const part of document.querySelectorAll("[data-of]")) part.classList.toggle("here", `#${part.dataset.of}` === location.hash);
  };
  addEventListener("hashchange", here);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    here();
    // The question about advertisements of others goes for those who answered it.
    if (/(^|; )ads=/.test(document.cookie)) document.querySelector(".consent")?.remove();
    const ads = document.querySelectorAll("[data-ad]");
    if (ads.length) watch(ads);
  });
  if (offline && "serviceWorker" in navigator) navigator.serviceWorker.register(offline);

  // Says which advertisements were in view: half of one for a second, of a large one 30 %. It says their names
  // and their slots, those of a moment together, and nothing else.
  function watch(ads) {
    const large = 242500, timers = new Map(), inView = new Set();
    let said = [], sending;
    const send = () => {
      clearTimeout(sending);
      sending = undefined;
      if (said.length) navigator.sendBeacon("/api/ad", said.join("\n"));
      said = [];
    };
    const stop = (ad) => { clearTimeout(timers.get(ad)); timers.delete(ad); };
    const start = (ad) => {
      if (timers.has(ad) || document.visibilityState !== "visible") return;
      timers.set(ad, setTimeout(() => {
        eye.unobserve(ad);
        inView.delete(ad);
        said.push(ad.dataset.ad);
        sending ??= setTimeout(send, 500);
      }, 1000));
    };
    const eye = new IntersectionObserver((seen) => {
      for (const { target, intersectionRatio, boundingClientRect: box } of seen) {
        if (intersectionRatio >= (box.width * box.height >= large ? 0.3 : 0.5)) {
          inView.add(target);
          start(target);
        } else {
          inView.delete(target);
          stop(target);
        }
      }
    }, { threshold: [0.3, 0.5] });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") send();
      inView.forEach((ad) => (stop(ad), start(ad)));
    });
    ads.forEach((ad) => eye.observe(ad));
  }
})();
