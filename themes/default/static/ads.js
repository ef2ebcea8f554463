// Says which advertisements were in view: half of one for a second, of a large one 30 %. It says
// the advertisement's name and its slot, and nothing else. And takes the question away from those who answered.
(() => {
  if (/(^|; )ads=/.test(document.cookie)) document.querySelector(".consent")?.remove();
  const large = 242500, timers = new Map(), inView = new Set();
  const stop = (ad) => { clearTimeout(timers.get(ad)); timers.delete(ad); };
  const start = (ad) => {
    if (timers.has(ad) || document.visibilityState !== "visible") return;
    timers.set(ad, setTimeout(() => {
      eye.unobserve(ad);
      inView.delete(ad);
      navigator.sendBeacon("/api/ad", ad.dataset.ad);
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
  document.addEventListener("visibilitychange", () => inView.forEach((ad) => (stop(ad), start(ad))));
  document.querySelectorAll("[data-ad]").forEach((ad) => eye.observe(ad));
})();
