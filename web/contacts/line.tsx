import { A } from "@solidjs/router"
import { Show } from "solid-js"
import { ActivityIcon } from "../record/activity-icon.tsx"
import { contactOf } from "../record/hidden.ts"
import { showDue, urgencyOf } from "../record/when.ts"
import { Avatar } from "../ui/avatar.tsx"
import type { Kind, Line } from "./queries.ts"

/** A contact as a line: who, how to reach them, and what is going on. */
export function ContactLine(props: { kind: Kind; line: Line; owner: string }) {
  const it = () => props.line
  const href = () => `/${props.kind === "people" ? "persons" : "organizations"}/${it().id}`
  return (
    <div data-contact={props.kind}>
      <span data-contact-name>
        <Avatar name={it().name} size="s" />
        <A href={href()}>{it().name}</A>
      </span>
      <Show when={props.kind === "people"} fallback={<span data-cell="address">{it().address}</span>}>
        <span data-cell="org">
          <Show when={contactOf(it().org_id, it().org_name)}>
            {(to) => (
              <Show when={!to().hidden} fallback={<span data-muted>{to().name}</span>}>
                <A href={`/organizations/${to().id}`} data-link>
                  {to().name}
                </A>
              </Show>
            )}
          </Show>
        </span>
        <span data-cell="email">
          <Show when={it().email}>
            {(email) => (
              <a href={`mailto:${email()}`} data-link>
                {email()}
              </a>
            )}
          </Show>
        </span>
        <span data-cell="phone">
          <Show when={it().phone}>
            {(phone) => (
              <a href={`tel:${phone().replace(/[^\d+]/g, "")}`} data-link class="num">
                {phone()}
              </a>
            )}
          </Show>
        </span>
      </Show>
      <span data-cell="deals" class="num">
        {it().open_deals_count ?? ""}
      </span>
      <span data-cell="next">
        <Show when={it().next_activity}>
          {(next) => (
            <span data-next-due={urgencyOf(next())} title={next().subject}>
              <ActivityIcon type={next().type} />
              {urgencyOf(next()) === "overdue" ? "Overdue: " : ""}
              {showDue(next())}
            </span>
          )}
        </Show>
      </span>
      <span data-cell="owner">{props.owner}</span>
    </div>
  )
}
