import { createSignal } from "solid-js"
import type { DealCard } from "../../shared/api/deal-card.ts"
import { createForm } from "../app/form.ts"
import { Choices } from "../ui/choice.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { SelectField } from "../ui/field.tsx"
import { Form } from "../ui/form.tsx"
import { moveTo, nameOf } from "./acts.ts"
import { together } from "./bulk.ts"
import { useDesk } from "./desk.ts"
import { refusal } from "./rights.ts"

type Props = {
  cards: readonly DealCard[]
  /** To another pipeline first of all. */
  elsewhere?: boolean
  onClose: () => void
}

/** Where deals go: a pipeline and one of its stages. */
export function MoveDialog(props: Props) {
  const desk = useDesk()
  const pipelines = () => desk.setup().pipelines
  const first = () => {
    const other = pipelines().find((one) => one.id !== desk.place().pipelineId)
    return props.elsewhere === true && other !== undefined ? other.id : desk.place().pipelineId
  }
  const stagesIn = (id: number) =>
    desk
      .setup()
      .stages.filter(
        (stage) => stage.pipeline_id === id && refusal(desk.setup(), props.cards, "move", stage) === undefined,
      )
  const [pipeline, setPipeline] = createSignal(first())
  const [stage, setStage] = createSignal(stagesIn(first())[0]?.id ?? 0)
  const form = createForm()
  const turn = (id: number) => {
    setPipeline(id)
    setStage(stagesIn(id)[0]?.id ?? 0)
  }
  const save = () =>
    form.run(async () => {
      const to = desk.setup().stages.find((one) => one.id === stage())
      if (to === undefined) throw new Error("This pipeline has no stage that you may move deals into.")
      props.onClose()
      await together(desk, props.cards, (cards, along) => moveTo(desk, cards, to, along))
    })
  return (
    <Dialog open onOpen={(open) => !open && props.onClose()} title={`Move ${nameOf(props.cards)}`}>
      <Form
        onSubmit={form.submit(save)}
        problem={form.problem()}
        busy={form.busy()}
        action="Move"
        onCancel={props.onClose}
      >
        <SelectField
          label="Pipeline"
          value={String(pipeline())}
          onValue={(id) => turn(Number(id))}
          options={pipelines().map((one) => ({ value: String(one.id), label: one.name }))}
        />
        <Choices
          label="Stage"
          value={String(stage())}
          onValue={(id) => setStage(Number(id))}
          options={stagesIn(pipeline()).map((one) => ({ value: String(one.id), label: one.name }))}
        />
      </Form>
    </Dialog>
  )
}
