import { writeFileSync } from 'node:fs'
import { jsonSchema } from '../src/notification-file/schema.ts'
import { readRepository, schemaUrl } from './repository.ts'

// Writes the JSON Schema that editors take for notification files: `npm run schema`.
const path = new URL('../schemas/notification.schema.json', import.meta.url)
writeFileSync(path, `${JSON.stringify(jsonSchema(schemaUrl(readRepository())), null, 2)}\n`)
