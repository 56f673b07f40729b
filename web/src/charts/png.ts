/** A drawing as a picture to take away: its SVG with its title, on the page's ground, twice as sharp as on the screen. */
import { saveAs } from "../parts/save.ts";
import type { Colours } from "./colours.ts";

const namespace = "http://www.w3.org/2000/svg";
const sharpness = 2;
const margin = 24;
const head = 58;

interface Titled extends Colours {
  readonly title: string;
  readonly note: string;
}

/** What the page's style sheet says of a drawing; a picture by itself has none. */
const styled = [
  ...["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "stroke-linejoin", "stroke-linecap"],
  ...["paint-order", "font-size", "font-weight"],
];

/** A copy that looks the same without the page. */
const copyOf = (svg: SVGSVGElement): SVGSVGElement => {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("font-family", "system-ui, sans-serif");
  const copies = copy.querySelectorAll("*");
  svg.querySelectorAll("*").forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of styled) copies[index]?.setAttribute(name, style.getPropertyValue(name));
    copies[index]?.removeAttribute("class");
  });
  return copy;
};

const text = (content: string, y: number, size: number, weight: number, colour: string): SVGTextElement => {
  const element = document.createElementNS(namespace, "text");
  for (const [name, value] of Object.entries({
    x: String(margin),
    y: String(y),
    fill: colour,
    "font-size": String(size),
    "font-weight": String(weight),
    "font-family": "system-ui, sans-serif",
  }))
    element.setAttribute(name, value);
  element.textContent = content;
  return element;
};

/** The drawing with its title above. */
const titled = (
  svg: SVGSVGElement,
  { title, note, ink, ink3, ground }: Titled,
): { text: string; width: number; height: number } => {
  const box = svg.getBoundingClientRect();
  const width = Math.ceil(box.width) + 2 * margin;
  const height = Math.ceil(box.height) + head + 2 * margin;
  const whole = document.createElementNS(namespace, "svg");
  whole.setAttribute("width", String(width));
  whole.setAttribute("height", String(height));
  const back = document.createElementNS(namespace, "rect");
  back.setAttribute("width", "100%");
  back.setAttribute("height", "100%");
  back.setAttribute("fill", ground);
  const moved = document.createElementNS(namespace, "g");
  moved.setAttribute("transform", `translate(${margin} ${head + margin / 2})`);
  moved.append(copyOf(svg));
  whole.append(back, text(title, margin + 14, 18, 600, ink), text(note, margin + 36, 13, 400, ink3), moved);
  return { text: new XMLSerializer().serializeToString(whole), width, height };
};

const loaded = (source: string): Promise<HTMLImageElement> =>
  new Promise((done, fail) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => fail(new Error("The picture could not be drawn."));
    image.src = source;
  });

/** Saves the drawing as a PNG file under a name. */
export const savePng = async (svg: SVGSVGElement, words: Titled, name: string): Promise<void> => {
  const drawn = titled(svg, words);
  const source = URL.createObjectURL(new Blob([drawn.text], { type: "image/svg+xml" }));
  try {
    const image = await loaded(source);
    const canvas = document.createElement("canvas");
    canvas.width = drawn.width * sharpness;
    canvas.height = drawn.height * sharpness;
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("This browser does not draw pictures.");
    pen.scale(sharpness, sharpness);
    pen.drawImage(image, 0, 0);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (blob === null) throw new Error("The picture could not be made.");
    saveAs(blob, name);
  } finally {
    URL.revokeObjectURL(source);
  }
};
