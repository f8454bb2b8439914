import { Duration } from "aws-cdk-lib"
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from "aws-cdk-lib/aws-cognito"
import type { IFunction, Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { Construct } from "constructs"
import { lambda } from "./code.ts"
import { suppress } from "./nag.ts"
import type { Stage } from "./stage.ts"
import type { Store } from "./store.ts"

/** Who may sign in. Workspace and user are attributes that only the product's own functions can set. */
export class Identity extends Construct {
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** Writes workspace and user into access tokens. */
  readonly claims: Lambda

  constructor(scope: Construct, id: string, stage: Stage, store: Store) {
    super(scope, id)
    this.pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      customAttributes: {
        workspace: new StringAttribute({ mutable: true, maxLen: 20 }),
        user: new StringAttribute({ mutable: true, maxLen: 20 }),
      },
      passwordPolicy: {
        minLength: 10,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: false,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      userVerification: {
        emailSubject: "Your Halyard code",
        emailBody: "Your code is {####}. It works for 24 hours.",
      },
      deletionProtection: stage.keeps,
      removalPolicy: stage.removal,
    })
    suppress(this.pool, {
      COG1: "Length is asked for, not signs: rules for signs make passwords that people write down",
      COG2: "A second factor is each person's choice; nobody can be made to own a phone",
      COG8: "Threat protection is priced per person; an operator may switch the plan",
    })
    this.claims = lambda(this, "claims", stage, { TABLE_NAME: store.table.tableName })
    store.notes(this.claims)
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.claims, LambdaVersion.V2_0)
    this.client = this.pool.addClient("Web", {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      idTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
      readAttributes: new ClientAttributes().withStandardAttributes({
        email: true,
        emailVerified: true,
        fullname: true,
      }),
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      disableOAuth: true,
    })
  }

  /** What a function needs to check access tokens. */
  get environment(): Record<string, string> {
    return { USER_POOL_ID: this.pool.userPoolId, USER_POOL_CLIENT_ID: this.client.userPoolClientId }
  }

  /** Lets a function make people members, shut them out and let them in. */
  manages(fn: IFunction, ...operations: string[]): void {
    this.pool.grant(fn, ...operations.map((operation) => `cognito-idp:${operation}`))
  }
}
