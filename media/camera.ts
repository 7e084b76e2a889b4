// Where one looks at a plane from: pure arithmetic. A point of the plane is seen at `point · zoom + offset`.

/** Offset in CSS pixels of the plane's origin in the view, and magnification. */
export type Camera = { readonly x: number; readonly y: number; readonly zoom: number };
export type Size = { readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
export type Rect = Point & Size;

export const zooms = { least: 0.08, most: 3, step: 1.25 } as const;
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** The whole plane, no larger than life; where it is too long for that, its width, from the top. */
export function fit(plane: Size, view: Size, readable = 0.62): Camera {
  const wide = view.width / plane.width;
  const whole = Math.min(1, wide, view.height / plane.height);
  const zoom = clamp(whole >= readable ? whole : Math.max(Math.min(1, wide), Math.min(readable, 1)), zooms.least, zooms.most);
  return {
    zoom,
    x: plane.width * zoom <= view.width ? (view.width - plane.width * zoom) / 2 : 0,
    y: plane.height * zoom <= view.height ? Math.min(24, (view.height - plane.height * zoom) / 2) : 0,
  };
}

/** All of the plane, however small. */
export function overview(plane: Size, view: Size): Camera {
  return fit(plane, view, 0);
}

/** Magnified by `factor`; what is at `at` in the view stays there. */
export function magnify(camera: Camera, factor: number, at: Point): Camera {
  const zoom = clamp(camera.zoom * factor, zooms.least, zooms.most);
  const ratio = zoom / camera.zoom;
  return { zoom, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio };
}

/** Moved, but never so far that nothing of the plane is left in sight. */
export function pan(camera: Camera, by: Point, plane: Size, view: Size): Camera {
  const keep = 60;
  return {
    zoom: camera.zoom,
    x: clamp(camera.x + by.x, keep - plane.width * camera.zoom, view.width - keep),
    y: clamp(camera.y + by.y, keep - plane.height * camera.zoom, view.height - keep),
  };
}

/** The part of the plane in sight, with a margin around it (plane units). */
export function inSight(camera: Camera, view: Size, margin = 0): Rect {
  return {
    x: -camera.x / camera.zoom - margin,
    y: -camera.y / camera.zoom - margin,
    width: view.width / camera.zoom + 2 * margin,
    height: view.height / camera.zoom + 2 * margin,
  };
}

export function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Moved as little as needed for `rect` to be in sight with some room around; the same camera where it is. */
export function reach(camera: Camera, rect: Rect, view: Size): Camera {
  const zoom = camera.zoom < 0.45 ? Math.min(0.9, zooms.most) : camera.zoom;
  const room = 28;
  if (zoom !== camera.zoom) {
    return { zoom, x: view.width / 2 - (rect.x + rect.width / 2) * zoom, y: view.height / 2 - (rect.y + rect.height / 2) * zoom };
  }
  const shift = (start: number, length: number, size: number) => {
    if (start < room) return room - start;
    const over = start + length + room - size;
    return over > 0 ? -Math.min(over, start - room) : 0;
  };
  const dx = shift(rect.x * zoom + camera.x, rect.width * zoom, view.width);
  const dy = shift(rect.y * zoom + camera.y, rect.height * zoom, view.height);
  return dx === 0 && dy === 0 ? camera : { zoom, x: camera.x + dx, y: camera.y + dy };
}
