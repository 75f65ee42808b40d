// What @actions/github asks these two packages for when it is imported, and never uses (docs/adr/0009).
export const fetch = undefined
export class HttpClient {
  getAgent(): void {}
  getAgentDispatcher(): void {}
}
