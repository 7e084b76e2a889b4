// A plane one pans and zooms: boxes in sight, lines beneath them, and beyond sixty boxes a map of it all.
import type { ComponentChildren } from 'preact';
import type { Act } from './act';
import type { Drawn, Placed } from './boxes';
import { boundsOf, pathOf } from './boxes';
import { type Camera, inSight, magnify, meets, overview, type Rect, type Size, zooms } from './camera';
import { ToolIcon } from './icons';
import { planeOf } from './planes';
import type { State } from './state';

/** Boxes beyond which a map is shown. */
const mapped = 60;
/** Below this magnification text cannot be read: boxes are drawn as marks. */
const legible = 0.3;

const tips = [
  { name: 'plain', size: 11 },
  { name: 'lit', size: 12 },
  { name: 'tainted', size: 14 },
] as const;

type Props = {
  readonly state: State;
  readonly act: Act;
  readonly label: string;
  /** Where each box stands and how it looks from afar: a class name. */
  readonly boxes: readonly Placed[];
  readonly lines: readonly Drawn[];
  readonly look: (box: Placed) => string;
  readonly draw: (box: Placed, index: number) => ComponentChildren;
  readonly drawLine: (line: Drawn) => ComponentChildren;
  readonly drawLabel?: (line: Drawn) => ComponentChildren;
  /** Draws everything, at life size: for a picture. */
  readonly whole?: boolean;
};

export function PlaneView(props: Props) {
  const { state, act, label, boxes, lines, draw, drawLine, drawLabel, whole } = props;
  const { plane, camera } = whole ? { plane: planeOf(state).plane, camera: { x: 0, y: 0, zoom: 1 } } : planeOf(state);
  const sight = whole ? { x: 0, y: 0, ...plane } : inSight(camera, state.size, 160);
  const far = !whole && camera.zoom < legible;
  const seen = boxes.map((box, i) => [box, i] as const).filter(([box]) => box.id === state.focus || (!far && meets(box, sight)));
  const drawn = far ? [] : lines.filter(line => meets(boundsOf(line), sight));
  return (
    <div class={`plane ${whole ? 'whole' : ''}`} style={whole ? { width: `${plane.width}px`, height: `${plane.height}px` } : {}}>
      <div
        class="sheet"
        role="tree"
        aria-label={label}
        style={{
          width: `${plane.width}px`,
          height: `${plane.height}px`,
          transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.zoom})`,
        }}
      >
        <svg
          class="lines"
          width={plane.width}
          height={plane.height}
          viewBox={`0 0 ${plane.width} ${plane.height}`}
          aria-hidden="true"
          focusable="false"
        >
          <defs>
            {tips.map(({ name, size }) => (
              <marker
                key={name}
                id={`tip-${name}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerUnits="userSpaceOnUse"
                markerWidth={size}
                markerHeight={size}
                orient="auto"
              >
                <path d="M0 0 8 4 0 8Z" class={`tip ${name}`} />
              </marker>
            ))}
          </defs>
          {far ? (
            <>
              <path class="edge far" d={lines.map(line => pathOf(line.points)).join('')} />
              <Marks {...props} />
            </>
          ) : (
            drawn.map(drawLine)
          )}
        </svg>
        {seen.map(([box, i]) => draw(box, i))}
        {drawLabel && drawn.map(drawLabel)}
      </div>
      {!whole && <Tools state={state} act={act} camera={camera} plane={plane} />}
      {!whole && boxes.length > mapped && <Minimap {...props} camera={camera} plane={plane} />}
    </div>
  );
}

/** All boxes as marks, one path for each look, so that ten thousand cost no more than six. */
function Marks({ boxes, look }: Props) {
  const paths = new Map<string, string>();
  for (const box of boxes) {
    const { x, y, width, height } = box;
    const name = look(box);
    paths.set(
      name,
      `${paths.get(name) ?? ''}M${Math.round(x)} ${Math.round(y)}h${Math.round(width)}v${Math.round(height)}h${-Math.round(width)}Z`,
    );
  }
  return (
    <>
      {[...paths].map(([name, d]) => (
        <path key={name} class={`mark-of ${name}`} d={d} />
      ))}
    </>
  );
}

function Tools({ state, act, camera, plane }: { readonly state: State; readonly act: Act; readonly camera: Camera; readonly plane: Size }) {
  const middle = { x: state.size.width / 2, y: state.size.height / 2 };
  const look = (next: Camera) => act.dispatch({ type: 'camera', camera: next });
  const tool = (name: 'larger' | 'smaller' | 'whole', about: string, next: () => Camera) => (
    <button type="button" class="tool" aria-label={about} title={about} onClick={() => look(next())}>
      <ToolIcon tool={name} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: three buttons are no form
    <div class="tools" role="group" aria-label="Zoom">
      {tool('larger', 'Larger (+)', () => magnify(camera, zooms.step, middle))}
      {tool('smaller', 'Smaller (−)', () => magnify(camera, 1 / zooms.step, middle))}
      {tool('whole', 'Everything in sight (0)', () => overview(plane, state.size))}
    </div>
  );
}

const mapSize = { width: 168, height: 132 };

/** For the mouse; the keyboard walks the boxes themselves. */
function Minimap(props: Props & { readonly camera: Camera; readonly plane: Size }) {
  const { state, act, camera, plane } = props;
  const scale = Math.min(mapSize.width / plane.width, mapSize.height / plane.height);
  const sight = inSight(camera, state.size);
  const go = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (event.buttons !== 1) return;
    const frame = event.currentTarget.getBoundingClientRect();
    const at = {
      x: ((event.clientX - frame.left) / frame.width) * plane.width,
      y: ((event.clientY - frame.top) / frame.height) * plane.height,
    };
    const { width, height } = state.size;
    act.dispatch({ type: 'camera', camera: { zoom: camera.zoom, x: width / 2 - at.x * camera.zoom, y: height / 2 - at.y * camera.zoom } });
  };
  return (
    <svg
      class="minimap"
      width={Math.max(24, plane.width * scale)}
      height={Math.max(24, plane.height * scale)}
      viewBox={`0 0 ${plane.width} ${plane.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
      onPointerDown={go}
      onPointerMove={go}
    >
      <Marks {...props} />
      <rect class="sight" {...clipped(sight, plane)} stroke-width={2 / scale} />
    </svg>
  );
}

function clipped({ x, y, width, height }: Rect, plane: Size): Rect {
  const left = Math.max(0, Math.min(plane.width, x));
  const top = Math.max(0, Math.min(plane.height, y));
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(plane.width, x + width) - left),
    height: Math.max(0, Math.min(plane.height, y + height) - top),
  };
}
