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
  points: {
    what: {
      title: 'Ứng dụng làm gì',
      text: 'Tìm các khuôn mặt trong hình và gọi tên nét mặt của từng người: tám cảm xúc, kèm mức độ chắc chắn.',
    },
    limit: {
      title: 'Ứng dụng không làm gì',
      text: 'Nét mặt chưa hẳn là cảm xúc thật. Ứng dụng đọc khuôn mặt, không đọc suy nghĩ, có thể sai, và không phải căn cứ để đánh giá ai.',
    },
    privacy: {
      title: 'Không gì rời khỏi thiết bị này',
      text: 'Mọi hình ảnh được tính ngay tại đây rồi bỏ đi. Không tài khoản, không tải lên, không theo dõi.',
    },
  },
  inApp: {
    title: (app) => `Bạn đang ở trong ${app}`,
    titleUnknown: 'Bạn đang ở trong một ứng dụng khác',
    ios: 'Máy ảnh thường không chạy ở đây. Hãy chạm vào menu (••• hoặc hình la bàn) rồi chọn “Mở bằng Safari” hoặc “Mở trong trình duyệt”.',
    android:
      'Máy ảnh thường không chạy ở đây. Hãy chạm vào menu (⋮ hoặc •••) rồi chọn “Mở bằng Chrome” hoặc “Mở trong trình duyệt”.',
    copy: 'Sao chép địa chỉ',
    copied: 'Đã sao chép',
  },
  live: {
    bars: 'Cảm xúc của khuôn mặt chính',
    freeze: 'Dừng hình',
    resume: 'Trở lại trực tiếp',
    save: 'Lưu ảnh',
    share: 'Chia sẻ ảnh',
    switchCamera: 'Đổi máy ảnh',
    timeline: 'Dòng thời gian',
    settings: 'Cài đặt',
    frozen: 'Hình đã dừng',
    saved: 'Đã lưu ảnh',
    saveFailed: 'Không lưu được ảnh',
  },
  settings: {
    title: 'Cài đặt',
    close: 'Đóng',
    camera: 'Máy ảnh',
    unnamedCamera: (number) => `Máy ảnh ${number}`,
    language: 'Ngôn ngữ',
    systemLanguage: 'Theo trình duyệt',
    theme: 'Giao diện',
    themes: { system: 'Theo thiết bị', light: 'Sáng', dark: 'Tối' },
    mirror: 'Soi gương với máy ảnh trước',
    smoothing: 'Làm mượt',
    smoothings: { off: 'Tắt', normal: 'Vừa', strong: 'Mạnh' },
    smoothingHelp: 'Mạnh thì êm hơn nhưng đổi chậm hơn.',
    maxFaces: 'Số khuôn mặt cùng lúc',
    lowPower: 'Tiết kiệm pin',
    lowPowerHelp: 'Đọc nhiều nhất tám lần mỗi giây: máy mát hơn, pin bền hơn.',
    diagnostics: 'Chẩn đoán',
    diagnosticsHelp: 'Cho biết máy tính bằng gì, nhanh bao nhiêu và phiên bản mô hình.',
    shortcuts: 'Phím tắt',
    space: 'Phím cách',
    kept: 'Chỉ ghi nhớ trên thiết bị này.',
  },
  timeline: {
    title: 'Dòng thời gian',
    empty: 'Chưa có gì: biểu đồ chạy khi có khuôn mặt trong hình.',
    face: (number) => `Khuôn mặt ${number}`,
    faces: 'Khuôn mặt',
    range: 'Khoảng',
    ranges: { '30': '30 giây', '120': '2 phút', '600': '10 phút', all: 'Tất cả' },
    pause: 'Tạm dừng ghi',
    resume: 'Ghi tiếp',
    clear: 'Xóa',
    export: 'Xuất',
    kept: 'Chỉ giữ trong bộ nhớ khi trang còn mở, tối đa nửa giờ gần nhất. Không lưu gì trừ khi bạn xuất ra.',
    chart: (face, list) => `${face}. Tỉ lệ thời gian: ${list}.`,
    now: 'bây giờ',
  },
  photo: {
    open: 'Dùng một bức ảnh',
    title: 'Ảnh',
    pick: 'Chọn ảnh',
    take: 'Chụp ảnh',
    another: 'Ảnh khác',
    drop: 'Thả, dán hoặc chọn một bức ảnh.',
    dropNow: 'Thả ra để đọc ảnh',
    formats: 'JPEG, PNG, WebP, và HEIC nếu trình duyệt đọc được.',
    reading: 'Đang đọc ảnh',
    none: 'Không thấy khuôn mặt nào trong ảnh này.',
    alt: (summary) => `Ảnh của bạn. ${summary}`,
    save: 'Lưu kèm nhãn',
    share: 'Chia sẻ',
    errors: {
      notImage: {
        title: 'Đây không phải là ảnh',
        help: 'Hãy chọn tệp JPEG, PNG, WebP hoặc HEIC.',
      },
      damaged: {
        title: 'Không đọc được ảnh này',
        help: 'Tệp bị hỏng hoặc thiếu. Hãy thử tệp gốc hoặc ảnh khác.',
      },
      unsupported: {
        title: 'Trình duyệt này không đọc được loại ảnh này',
        help: 'Hãy lưu ảnh thành JPEG hoặc PNG trước. HEIC mở được trong Safari.',
      },
      tooLarge: {
        title: 'Ảnh này quá lớn',
        help: 'Tối đa 100 megabyte và 150 megapixel. Hãy thu nhỏ ảnh trước.',
      },
    },
  },
  update: {
    ready: 'Đã có phiên bản mới.',
    reload: 'Cập nhật ngay',
    later: 'Để sau',
  },
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
  cameraHelp: {
    refused: {
      ios: 'Trong Safari, chạm vào biểu tượng bên trái địa chỉ, chọn Cài đặt trang web (bánh răng), Camera, Cho phép. Với trình duyệt khác, hoặc nếu không thấy mục đó: Cài đặt, Ứng dụng, trình duyệt của bạn, Camera.',
      android:
        'Chạm vào biểu tượng bên trái địa chỉ, chọn Quyền, Máy ảnh, Cho phép. Nếu không thấy: Cài đặt, Ứng dụng, trình duyệt của bạn, Quyền, Máy ảnh.',
      mac: 'Bấm vào biểu tượng cạnh địa chỉ và cho phép máy ảnh. Nếu vẫn chưa được: Cài đặt hệ thống, Quyền riêng tư & Bảo mật, Camera, rồi bật cho trình duyệt của bạn.',
      windows:
        'Bấm vào biểu tượng cạnh địa chỉ và cho phép máy ảnh. Nếu vẫn chưa được: Cài đặt, Quyền riêng tư & bảo mật, Camera, rồi cho phép ứng dụng trên máy dùng camera.',
      other: 'Bấm vào biểu tượng cạnh địa chỉ và cho phép trang này dùng máy ảnh.',
    },
    busy: {
      ios: 'Hãy kết thúc cuộc gọi hoặc đóng ứng dụng đang dùng máy ảnh, rồi thử lại.',
      android: 'Hãy đóng ứng dụng đang dùng máy ảnh hoặc kết thúc cuộc gọi video, rồi thử lại.',
      mac: 'Hãy đóng FaceTime, Zoom, Photo Booth hoặc thẻ đang dùng máy ảnh, rồi thử lại.',
      windows: 'Hãy đóng Teams, Zoom, Camera hoặc thẻ đang dùng máy ảnh, rồi thử lại.',
      other: 'Hãy đóng chương trình hoặc thẻ đang dùng máy ảnh, rồi thử lại.',
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
