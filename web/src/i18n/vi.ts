import type { Messages } from './messages';

/** Vietnamese. */
export const vi: Messages = {
  title: 'Camxuc',
  tagline: 'Xem cảm xúc trên từng khuôn mặt, trực tiếp qua máy ảnh của bạn.',
  privacy: 'Mọi tính toán diễn ra trên thiết bị này. Không hình ảnh nào rời khỏi máy.',
  honesty:
    'Nét mặt không phải là cảm xúc thật: ứng dụng đọc khuôn mặt, không đọc suy nghĩ, và có thể sai.',
  start: 'Bật máy ảnh',
  askingCamera: 'Hãy cho phép dùng máy ảnh để tiếp tục.',
  loading: 'Đang tải',
  loadingProgress: (percent) => `Đang tải ${percent}`,
  stop: 'Dừng',
  retry: 'Thử lại',
  back: 'Quay lại',
  technicalDetail: 'Chi tiết',
  liveRegion: 'Các khuôn mặt trong hình',
  noFace: 'Không thấy khuôn mặt nào',
  notSure: 'chưa rõ',
  faceLabel: (emotion, percent) => `${emotion} ${percent}`,
  faces: (count, list) => `${count} khuôn mặt: ${list}`,
  emotions: {
    neutral: 'bình thản',
    happiness: 'vui vẻ',
    surprise: 'ngạc nhiên',
    sadness: 'buồn bã',
    anger: 'tức giận',
    disgust: 'ghê tởm',
    fear: 'sợ hãi',
    contempt: 'khinh thường',
  },
  cameraErrors: {
    insecure: {
      title: 'Trang này không an toàn',
      help: 'Trình duyệt chỉ cho dùng máy ảnh trên trang HTTPS hoặc localhost. Hãy mở trang bằng địa chỉ bắt đầu bằng https://.',
    },
    unsupported: {
      title: 'Trình duyệt này không dùng được máy ảnh',
      help: 'Nếu bạn mở trang bên trong một ứng dụng khác, hãy mở lại bằng Safari, Chrome hoặc Firefox.',
    },
    refused: {
      title: 'Máy ảnh chưa được cho phép',
      help: 'Hãy cho phép máy ảnh cho trang này trong phần cài đặt trang web của trình duyệt (biểu tượng cạnh địa chỉ), rồi thử lại. Trên điện thoại, hãy kiểm tra cả quyền máy ảnh của trình duyệt trong cài đặt hệ thống.',
    },
    absent: {
      title: 'Không tìm thấy máy ảnh',
      help: 'Hãy kết nối hoặc bật máy ảnh, rồi thử lại.',
    },
    busy: {
      title: 'Máy ảnh đang bận',
      help: 'Một ứng dụng hoặc thẻ khác đang dùng máy ảnh. Hãy đóng nó, rồi thử lại.',
    },
    unsuitable: {
      title: 'Máy ảnh không phù hợp',
      help: 'Không máy ảnh nào cho hình mà trang này dùng được. Hãy thử máy ảnh khác.',
    },
    lost: {
      title: 'Mất máy ảnh',
      help: 'Máy ảnh bị rút ra hoặc ứng dụng khác đã lấy mất. Hãy nối lại, rồi thử lại.',
    },
    unknown: {
      title: 'Máy ảnh không khởi động',
      help: 'Hãy thử lại; nếu không được, hãy khởi động lại trình duyệt.',
    },
  },
  visionErrors: {
    network: {
      title: 'Tải xuống thất bại',
      help: 'Hãy kiểm tra kết nối, rồi thử lại.',
    },
    corrupt: {
      title: 'Tệp tải xuống bị hỏng',
      help: 'Một tệp không đúng là tệp mà trang cần. Hãy thử lại; tệp sẽ được tải lại từ đầu.',
    },
    manifest: {
      title: 'Mô hình không khớp với trang',
      help: 'Hãy tải lại trang để có hai phiên bản khớp nhau.',
    },
    backend: {
      title: 'Thiết bị này không tính được kết quả',
      help: 'Không cách tính nào trên thiết bị này cho kết quả đúng. Hãy thử lại hoặc dùng trình duyệt mới hơn.',
    },
  },
};
