import { webgpu } from '../backends/webgpu';
import { serve } from './serve';

serve(webgpu);
