// Says that this story is seen, once it has been for a second: where the site counts by beacon.
// It says the story's own path and nothing else.
(() => {
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible" || document.prerendering) return;
    timer = setTimeout(() => {
      document.removeEventListener("visibilitychange", look);
      navigator.sendBeacon("/api/view", location.pathname);
    }, 1000);
  };
  document.addEventListener("visibilitychange", look);
  document.addEventListener("prerenderingchange", look);
  look();
})();
