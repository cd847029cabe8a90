/** The default theme, with hovers of types, the step viewer and the playground. */
import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { defineAsyncComponent, h } from "vue";
import LoadViewer from "./LoadViewer.vue";
import NotFound from "./NotFound.vue";
import { showTypesOnHover } from "./type-popup.js";
import "./style.css";
import "./home.css";
import "./viewer.css";
import "./matrix.css";

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, { "doc-after": () => h(LoadViewer), "not-found": () => h(NotFound) }),
  enhanceApp({ app }) {
    if (!import.meta.env.SSR) showTypesOnHover();
    app.component(
      "MatrixFilter",
      defineAsyncComponent(() => import("./MatrixFilter.vue")),
    );
    app.component(
      "Playground",
      defineAsyncComponent(() => import("./Playground.vue")),
    );
  },
} satisfies Theme;
