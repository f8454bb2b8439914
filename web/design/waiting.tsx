import { createSignal } from "solid-js"
import { Button } from "../ui/button.tsx"
import { IconBoard, IconPlus } from "../ui/icons.ts"
import { Empty, Failed, Skeleton } from "../ui/state.tsx"
import { Specimen } from "./specimen.tsx"

export function Waiting() {
  const [tries, setTries] = createSignal(0)
  return (
    <>
      <Specimen title="Waiting">
        <div data-stack>
          <Skeleton width="60%" height="1.25rem" />
          <Skeleton />
          <Skeleton width="85%" />
          <Skeleton width="40%" />
        </div>
      </Specimen>
      <Specimen title="Empty">
        <Empty icon={<IconBoard />} title="No deals yet" text="Add the first, or bring yours from elsewhere.">
          <Button kind="primary" icon={<IconPlus />}>
            Add a deal
          </Button>
        </Empty>
      </Specimen>
      <Specimen title="Failed">
        <Failed
          error={new Error(tries() === 0 ? "No connection" : `No connection, tried ${tries()} times`)}
          onRetry={() => setTries((count) => count + 1)}
        />
      </Specimen>
    </>
  )
}
