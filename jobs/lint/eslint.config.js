// Rules for the scripts that the pages of the site run in a browser.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: {
      sourceType: "script",
      ecmaVersion: 2022,
      globals: { ...globals.browser, d3: "readonly", view: "readonly" },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Texts of strangers must never become markup or code.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "Use textContent: texts of strangers must not become markup." },
        { property: "outerHTML", message: "Use textContent: texts of strangers must not become markup." },
        { property: "insertAdjacentHTML", message: "Use textContent: texts of strangers must not become markup." },
        { object: "document", property: "write", message: "Use textContent: texts of strangers must not become markup." },
      ],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-shadow": "error",
    },
  },
];
