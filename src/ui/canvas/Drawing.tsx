import type { Palette } from "./display.ts";
import { useDisplay } from "./display.ts";
import styles from "./Drawing.module.css";
import { drawSoon } from "./draw-queue.ts";
import { useCallback, useLayoutEffect, useRef, useState } from "react";

export interface Size {
  /** CSS pixels. */
  width: number;
  height: number;
}

/** Draws on a clear canvas; one unit is one CSS pixel. Its identity says when to draw again. */
export type Draw = (context: CanvasRenderingContext2D, size: Size, palette: Palette) => void;

/** A canvas as large as its container, crisp on any screen. What it shows must also be said in words beside it: it is hidden from assistive technology. */
export function Drawing({ draw }: { draw: Draw }) {
  const { palette, pixelRatio } = useDisplay();
  const canvas = useRef<HTMLCanvasElement | null>(null);
  const [size, setSize] = useState<Size | null>(null);

  const attach = useCallback((element: HTMLCanvasElement | null) => {
    canvas.current = element;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || size === null) return;
    return drawSoon(() => {
      const width = Math.round(size.width * pixelRatio);
      const height = Math.round(size.height * pixelRatio);
      if (context.canvas.width !== width) context.canvas.width = width;
      if (context.canvas.height !== height) context.canvas.height = height;
      context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      draw(context, size, palette);
    });
  }, [draw, palette, pixelRatio, size]);

  return <canvas ref={attach} className={styles.canvas} aria-hidden="true" />;
}
