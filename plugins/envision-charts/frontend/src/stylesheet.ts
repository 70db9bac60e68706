/** Gives plotly's style element the page's nonce: created before plotly, which finds it by its id. */
const ID = "plotly.js-style-global";

const meta = document.querySelector<HTMLElement>("meta[property=csp-nonce]");
const nonce = meta?.nonce || meta?.getAttribute("content") || "";
if (nonce && !document.getElementById(ID)) {
  const style = document.createElement("style");
  style.id = ID;
  style.nonce = nonce;
  document.head.append(style);
}

export {};
