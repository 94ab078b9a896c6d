import { useContext } from 'react';
import { type Language, LanguageContext } from '../../i18n/messages';

const en = {
  can: 'What it can do',
  canText:
    'It finds faces and names the expression that other people would see on them. For this many of 100 faces it gives the answer that most of ten people gave:',
  found: (count: number) => `${count} of 100`,
  fewFaces: (count: number) => `measured on ${count} faces only`,
  doubtful: 'Emotions that are found less often carry a question mark wherever they are named.',
  overall: (share: string, count: string) =>
    `All in all ${share} of the answers are right, measured on ${count} faces of FER+ that the network had never seen. These are photographs from the web. With other people, another camera or less light it is right less often.`,
  cannot: 'What it cannot do',
  cannotPoints: [
    'It does not know what anyone feels. People smile without joy and are sad without a sign.',
    'It is often wrong where people disagree as well. A single person agrees with the majority in 82 of 100 cases.',
    'How it does with children, old people, other skin colours and cultures has not been measured. Expect differences.',
    'Masks, hands, beards, strong side light and a turned head change its answers.',
  ],
  offline: 'Nothing leaves this device: try it',
  offlineText:
    'Open this page once and wait until it has loaded. Then switch on flight mode and start the camera: it works as before, because it needs no network.',
  limits: 'Where not to use it',
  limitsText:
    'Not at work and not in schools. In the European Union, the AI Act (Regulation 2024/1689, article 5) forbids inferring emotions there. Not for hiring, exams, police, borders, insurance or medicine, and for no decision about a person. Ask everyone in the picture first.',
  facts: 'What it is made of',
  version: 'Version',
  network: 'Network',
  parameters: (count: string) => `${count} weights`,
  trainedOn: 'Trained on',
  finder: 'Finds faces with',
  source: 'Source code',
  sourceText: 'Open. Whoever runs this page has it and may hand it on.',
  licence: 'Licence',
  licences: 'All licences',
};

const vi: typeof en = {
  can: 'Ứng dụng làm được gì',
  canText:
    'Ứng dụng tìm khuôn mặt và gọi tên nét mặt như người khác nhìn thấy. Trong 100 khuôn mặt, số lần câu trả lời trùng với ý kiến của đa số trong mười người là:',
  found: (count) => `${count} trên 100`,
  fewFaces: (count) => `chỉ đo trên ${count} khuôn mặt`,
  doubtful: 'Cảm xúc ít khi được nhận ra luôn có dấu hỏi bên cạnh tên.',
  overall: (share, count) =>
    `Tính chung, ${share} câu trả lời là đúng, đo trên ${count} khuôn mặt của bộ FER+ mà mạng chưa từng thấy. Đó là ảnh lấy từ web. Với người khác, camera khác hoặc ít ánh sáng, ứng dụng đúng ít hơn.`,
  cannot: 'Ứng dụng không làm được gì',
  cannotPoints: [
    'Ứng dụng không biết ai đang cảm thấy gì. Có người cười mà không vui, có người buồn mà không lộ ra.',
    'Ứng dụng cũng hay sai ở những chỗ người với người còn chưa đồng ý. Một người trùng ý với đa số trong 82 trên 100 trường hợp.',
    'Chưa đo được kết quả với trẻ em, người cao tuổi, các màu da và nền văn hóa khác nhau. Kết quả có thể khác đi.',
    'Khẩu trang, bàn tay che mặt, râu, ánh sáng chiếu mạnh từ một bên và mặt quay đi đều làm thay đổi câu trả lời.',
  ],
  offline: 'Không có gì rời khỏi thiết bị: hãy thử',
  offlineText:
    'Mở trang này một lần và chờ tải xong. Sau đó bật chế độ máy bay rồi bật camera: ứng dụng vẫn chạy như trước vì không cần mạng.',
  limits: 'Không dùng ở đâu',
  limitsText:
    'Không dùng ở nơi làm việc và trường học. Tại Liên minh châu Âu, Đạo luật AI (Quy định 2024/1689, điều 5) cấm suy đoán cảm xúc ở đó. Không dùng để tuyển dụng, thi cử, cho công an, biên phòng, bảo hiểm hay y tế, và không dùng để quyết định bất cứ điều gì về một người. Hãy hỏi mọi người có trong hình trước.',
  facts: 'Thành phần của ứng dụng',
  version: 'Phiên bản',
  network: 'Mạng',
  parameters: (count) => `${count} trọng số`,
  trainedOn: 'Huấn luyện trên',
  finder: 'Tìm khuôn mặt bằng',
  source: 'Mã nguồn',
  sourceText: 'Mở. Người cung cấp trang này có mã nguồn và được phép chia sẻ.',
  licence: 'Giấy phép',
  licences: 'Mọi giấy phép',
};

/** The texts of this sheet alone, which come with it: the first load is smaller for that. */
export const WORDS: Readonly<Record<Language, typeof en>> = { en, vi };

/** The texts in the language in use. */
export function useAboutWords(): typeof en {
  return WORDS[useContext(LanguageContext)];
}
