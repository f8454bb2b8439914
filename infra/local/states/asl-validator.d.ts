declare module "asl-validator" {
  /** Adds a `QueryLanguage` to each state of what it is given. */
  function validate(definition: object): { errors: { "Error code": string; Message: string }[] }
  export = validate
}
