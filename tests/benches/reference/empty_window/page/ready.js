// Marks the page as the console marks its own, and turns its colour round at every key: the least that
// any page can answer.
const page = document.body.style;
addEventListener("keydown", () => {
  page.background = page.background === "black" ? "white" : "black";
});
document.body.dataset.ready = "incidents";
performance.mark("ready");
