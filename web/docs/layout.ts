import type { Plugin } from "swagger-ui-dist/swagger-ui-es-bundle.js"

/** The viewer without what the page says itself. It is opened at an operation without writing that into the history again. */
export const asPart: Plugin = ({ React: { createElement } }) => ({
  components: {
    NoLayout: () => null,
    PartLayout: ({ getComponent }) => {
      const piece = (name: string, isConnected = false) => createElement(getComponent(name, isConnected), null)
      const authorize = createElement("div", { className: "docs-authorize" }, piece("AuthorizeBtnContainer", true))
      return createElement(
        "div",
        { className: "swagger-ui" },
        piece("SvgAssets"),
        authorize,
        piece("errors", true),
        piece("operations", true),
      )
    },
  },
  statePlugins: {
    layout: {
      actions: { unfold: (thing) => ({ type: "layout_show", payload: { thing, shown: true } }) },
      wrapActions: { parseDeepLinkHash: () => () => undefined },
    },
  },
})
