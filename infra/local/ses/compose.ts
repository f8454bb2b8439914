import { createTransport } from "nodemailer"

export type Letter = {
  from: string
  to: string[]
  cc?: string[]
  replyTo?: string[]
  subject: string
  text?: string | undefined
  html?: string | undefined
}

const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" })

/** The bytes of a mail. */
export async function compose(letter: Letter): Promise<Buffer> {
  const { message } = await transport.sendMail({ ...letter, disableFileAccess: true, disableUrlAccess: true })
  return Buffer.isBuffer(message) ? message : Buffer.from(String(message))
}
