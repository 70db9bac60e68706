/** Adds a component's few rules to the page, without a request and without an element that a strict policy would refuse. */
export function adoptStyles(css: string): void {
  if (!("adoptedStyleSheets" in document)) return; // jsdom
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer envision.layout{${css}}`);
  document.adoptedStyleSheets.push(sheet);
}
