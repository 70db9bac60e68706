/** A picture with its caption. */
import type { ComponentProps } from "@envision/core";
import { useState } from "react";
import { adoptStyles } from "./adoptStyles";
import css from "./image.css?inline";
import { pictureAddress } from "./pictureAddress";
import type { ImageProps } from "./props.gen";

adoptStyles(css);

export function Image({ source, alt, caption, width }: ComponentProps<ImageProps>) {
  const [broken, setBroken] = useState<string | null>(null);
  const address = pictureAddress(source);
  const text = alt ?? caption;
  return (
    <figure className="envision-image" style={width ? { maxWidth: width } : undefined}>
      {address === null || broken === address ? (
        <div className="envision-image-broken" role="img" aria-label={text}>
          This picture cannot be shown.
        </div>
      ) : (
        <img src={address} alt={text} decoding="async" onError={() => setBroken(address)} />
      )}
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
