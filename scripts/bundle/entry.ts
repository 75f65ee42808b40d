// Beside the tsconfig.json, since ncc reads one only if it lies between its working directory and the entry.
import '../../src/index.ts'
