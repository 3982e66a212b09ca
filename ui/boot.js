// The page's own script; it stands in a file of its own because the content security policy allows no
// inline script. While the program is compiled (early.js), this thread makes the letters and a first
// layout; the window is drawn once its styles are there, since lists measure themselves.
const glue = import("/trucban-ui.js");

const styled = [...document.querySelectorAll("link[rel=stylesheet]")]
  .filter((link) => !link.sheet)
  .map((link) => new Promise((done) => (link.onload = link.onerror = done)));
await Promise.all(styled);
const faces = ["400", "500", "600", "700"].map((weight) => `${weight} 13px "Be Vietnam Pro"`);
for (const face of [...faces, '13px "Inter Num"']) {
  document.fonts.load(face, "Trực Ban 0");
}

const { default: start } = await glue;
await start({ module_or_path: await window.early.program });
