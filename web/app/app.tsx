import { Navigate, Route, Router, type RouteSectionProps } from "@solidjs/router"
import { QueryClientProvider } from "@tanstack/solid-query"
import { type Component, ErrorBoundary, type JSX, Match, onMount, Suspense, Switch } from "solid-js"
import { Failed } from "../ui/state.tsx"
import { Toasts } from "../ui/toast.tsx"
import { later } from "./later.tsx"
import { queryClient } from "./queries.ts"
import { refresh, standing } from "./session.ts"
import { Shell } from "./shell.tsx"

const SignIn = later(() => import("../account/sign-in.tsx").then((page) => page.SignIn))
const SignUp = later(() => import("../account/sign-up.tsx").then((page) => page.SignUp))
const Forgot = later(() => import("../account/forgot.tsx").then((page) => page.Forgot))
const Join = later(() => import("../account/join.tsx").then((page) => page.Join))
const Start = later(() => import("../account/start.tsx").then((page) => page.Start))
const BoardPage = later(() => import("../board/page.tsx").then((page) => page.BoardPage))
const DealPage = later(() => import("../deals/page.tsx").then((page) => page.DealPage))
const ImportsPage = later(() => import("../imports/page.tsx").then((page) => page.ImportsPage))
const ImportPage = later(() => import("../imports/wizard.tsx").then((page) => page.ImportPage))
const PersonPage = later(() => import("../persons/page.tsx").then((page) => page.PersonPage))
const OrganizationPage = later(() => import("../organizations/page.tsx").then((page) => page.OrganizationPage))
const ContactsPage = later(() => import("../contacts/page.tsx").then((page) => page.ContactsPage))
const ListPage = later(() => import("../list/page.tsx").then((page) => page.ListPage))
const ReportsPage = later(() => import("../reports/page.tsx").then((page) => page.ReportsPage))
const ActivitiesPage = later(() => import("../activities/page.tsx").then((page) => page.ActivitiesPage))
const SettingsPage = later(() => import("../settings/page.tsx").then((page) => page.SettingsPage))
const AuthorizePage = later(() => import("../oauth/page.tsx").then((page) => page.AuthorizePage))
const DocsPage = later(() => import("../docs/page.tsx").then((page) => page.DocsPage))
const DesignPage = later(() => import("../design/page.tsx").then((page) => page.DesignPage))

/** A page is loaded when a pointer or the focus rests on a link to it, or when it is opened. */
export function App() {
  onMount(() => void refresh())
  return (
    <QueryClientProvider client={queryClient}>
      <Router root={Root}>
        <Route path="/sign-in" component={outside(SignIn)} />
        <Route path="/sign-up" component={outside(SignUp)} />
        <Route path="/forgot" component={outside(Forgot)} />
        <Route path="/join" component={Join} />
        <Route path="/start" component={Start} />
        <Route path="/oauth/authorize" component={AuthorizePage} />
        <Route path="/design" component={DesignPage} />
        <Route path="/docs/:tag?" component={DocsPage} />
        <Route path="/" component={Inside}>
          <Route path="/" component={() => <Navigate href="/board" />} />
          <Route path="/board/:pipelineId?" component={BoardPage} />
          <Route path="/list/:pipelineId?" component={ListPage} />
          <Route path="/deals/:id" component={DealPage} />
          <Route path="/persons/:id" component={PersonPage} />
          <Route path="/organizations/:id" component={OrganizationPage} />
          <Route path="/contacts/:kind?" component={ContactsPage} />
          <Route path="/activities/:view?" component={ActivitiesPage} />
          <Route path="/reports" component={ReportsPage} />
          <Route path="/import" component={ImportsPage} />
          <Route path="/import/:id" component={ImportPage} />
          <Route path="/settings/:section?" component={SettingsPage} />
          <Route path="*" component={() => <Navigate href="/board" />} />
        </Route>
      </Router>
    </QueryClientProvider>
  )
}

function Root(props: RouteSectionProps) {
  return (
    <>
      <ErrorBoundary fallback={(error, reset) => <Failed error={error} onRetry={reset} />}>
        <Suspense>{props.children}</Suspense>
      </ErrorBoundary>
      <Toasts />
    </>
  )
}

function outside(Page: Component & { preload: () => unknown }) {
  const page = () => (
    <Outside>
      <Page />
    </Outside>
  )
  return Object.assign(page, { preload: Page.preload })
}

/** Pages for people who have not signed in; whoever has is taken inside. */
function Outside(props: { children: JSX.Element }) {
  return (
    <Switch>
      <Match when={standing() === "in"}>
        <Navigate href="/board" />
      </Match>
      <Match when={standing() === "no-workspace"}>
        <Navigate href="/start" />
      </Match>
      <Match when={standing() === "out"}>{props.children}</Match>
    </Switch>
  )
}

function Inside(props: RouteSectionProps) {
  return (
    <Switch>
      <Match when={standing() === "out"}>
        <Navigate href="/sign-in" />
      </Match>
      <Match when={standing() === "no-workspace"}>
        <Navigate href="/start" />
      </Match>
      <Match when={standing() === "in"}>
        <Shell>{props.children}</Shell>
      </Match>
    </Switch>
  )
}
