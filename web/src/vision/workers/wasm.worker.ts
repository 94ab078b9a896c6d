import { wasm } from '../backends/wasm';
import { serve } from './serve';

serve(wasm);
