/** Dragging with the pointer. What can be dragged has a menu or keyboard twin besides. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine"
import { draggable, dropTargetForElements, monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter"

type Data = Record<string, unknown>

/** Makes an element draggable with some data. Answers how to stop. */
export function makeDraggable(
  element: HTMLElement,
  options: { data: () => Data; onStart?: () => void; onEnd?: () => void },
): () => void {
  return draggable({
    element,
    getInitialData: options.data,
    ...(options.onStart && { onDragStart: options.onStart }),
    ...(options.onEnd && { onDrop: options.onEnd }),
  })
}

/** Makes an element take drops of data that `accepts` says yes to. `over` hears whether something hovers over it. */
export function makeTarget(
  element: HTMLElement,
  options: { accepts: (data: Data) => boolean; over: (is: boolean) => void; drop: (data: Data) => void },
): () => void {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => options.accepts(source.data),
    onDragEnter: () => options.over(true),
    onDragLeave: () => options.over(false),
    onDrop: ({ source }) => {
      options.over(false)
      options.drop(source.data)
    },
  })
}

/** Hears of every drag's beginning and end. */
export function watchDrags(options: { start: (data: Data) => void; end: () => void }): () => void {
  return combine(
    monitorForElements({ onDragStart: ({ source }) => options.start(source.data), onDrop: () => options.end() }),
  )
}
