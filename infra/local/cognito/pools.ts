/** The pools, clients and groups of the template. Their ids and keys stay the same over restarts. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from "node:crypto"
import { promisify } from "node:util"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import { checked } from "../checked.ts"
import type { Context, Provision } from "../family.ts"
import { type Client, ClientProperties, clientOf } from "./client.ts"
import { type Pool, type PoolKey, PoolProperties } from "./pool.ts"

type StoredKey = { id: string; privateKey: string; decoySecret: string }

export type Pools = {
  types: Record<string, Provision>
  find(id: string): Pool | undefined
  pool(id: string): Pool
  client(id: string): Client
}

const GroupProperties = z.strictObject({
  UserPoolId: z.string(),
  GroupName: z.string().optional(),
  Description: z.string().optional(),
  Precedence: z.coerce.number().int().nonnegative().optional(),
  RoleArn: z.string().optional(),
})

export function createPools(context: Context, opened: (pool: Pool) => void): Pools {
  const pools = new Map<string, Pool>()
  const clients = new Map<string, Client>()
  const pool = (id: string) => pools.get(id) ?? missing(`User pool ${id} does not exist.`)
  const client = (id: string) => clients.get(id) ?? missing(`User pool client ${id} does not exist.`)

  async function provisionPool(logicalId: string, given: Record<string, unknown>) {
    const properties = checked(PoolProperties, given)
    const made = await poolOf(context, logicalId, properties)
    pools.set(made.id, made)
    opened(made)
    const provider = `cognito-idp.${context.region}.amazonaws.com/${made.id}`
    const attributes = { Arn: made.arn, UserPoolId: made.id, ProviderName: provider, ProviderURL: made.issuer }
    return { ref: made.id, attributes }
  }

  function provisionClient(logicalId: string, given: Record<string, unknown>) {
    const properties = checked(ClientProperties, given)
    const made = clientOf(stableId(context, logicalId, 26), pool(properties.UserPoolId), properties)
    clients.set(made.id, made)
    return { ref: made.id, attributes: { ClientId: made.id, Name: properties.ClientName ?? logicalId } }
  }

  function provisionGroup(logicalId: string, given: Record<string, unknown>) {
    const { UserPoolId, ...group } = checked(GroupProperties, given)
    const GroupName = group.GroupName ?? context.name(logicalId)
    pool(UserPoolId).groups.set(GroupName, { ...group, GroupName })
    return { ref: GroupName }
  }

  return {
    types: {
      "AWS::Cognito::UserPool": provisionPool,
      "AWS::Cognito::UserPoolClient": provisionClient,
      "AWS::Cognito::UserPoolGroup": provisionGroup,
    },
    find: (id) => pools.get(id),
    pool,
    client,
  }
}

async function poolOf(context: Context, logicalId: string, properties: PoolProperties): Promise<Pool> {
  const name = stableId(context, logicalId, 9)
  const id = `${context.region}_${name}`
  return {
    id,
    name,
    arn: context.arn("cognito-idp", `userpool/${id}`),
    region: context.region,
    issuer: `https://cognito-idp.${context.region}.amazonaws.com/${id}`,
    key: await keyOf(context, id),
    properties,
    groups: new Map(),
  }
}

async function keyOf(context: Context, poolId: string): Promise<PoolKey> {
  const records = context.state.records<StoredKey>("cognito.key")
  const stored = records.get(poolId) ?? (await newKey())
  records.put(poolId, stored)
  const privateKey = createPrivateKey(stored.privateKey)
  const decoySecret = Buffer.from(stored.decoySecret, "hex")
  return { id: stored.id, privateKey, publicKey: createPublicKey(privateKey), decoySecret }
}

async function newKey(): Promise<StoredKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
  return {
    id: randomBytes(32).toString("base64"),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    decoySecret: randomBytes(32).toString("hex"),
  }
}

function stableId(context: Context, logicalId: string, length: number): string {
  const digest = createHash("sha256").update(`${context.account}/${context.region}/${context.stack}/${logicalId}`)
  return BigInt(`0x${digest.digest("hex")}`)
    .toString(36)
    .slice(0, length)
}

function missing(message: string): never {
  throw new AwsError("ResourceNotFoundException", message)
}
