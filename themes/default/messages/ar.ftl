# ما يقوله الموقع بالعربية.

# إطار كل صفحة
skip = انتقل إلى الأخبار
today = اليوم:
home = الرئيسية
breadcrumb = المسار
site-search = الصحيفة
search = بحث
search-in = البحث في { $paper }
sections = الأقسام
sections-again = الأقسام مرة أخرى
about-paper = عن هذه الصحيفة
feeds = الخلاصات
feed-title = { $name } ({ $format })
write-to-us = راسلونا:
page-title = { $title } | { $paper }
title-page = { $title }، الصفحة { $page }
list-next = {"، "}
list-last = {" و"}

# التواريخ
month-year = { $month } { $year }
age = { $unit ->
    [days] { $count ->
        [one] يوم
        [two] يومين
        [few] { $count } أيام
       *[other] { $count } يومًا
    }
    [months] { $count ->
        [one] شهر
        [two] شهرين
        [few] { $count } أشهر
       *[other] { $count } شهرًا
    }
   *[years] { $count ->
        [one] سنة
        [two] سنتين
        [few] { $count } سنوات
       *[other] { $count } سنة
    }
}
age-mark = قبل { $age }
age-notice = مضى على هذا المقال أكثر من { $age }

# خبر في قائمة
urgent = عاجل
corrected = مصحَّح
published = نُشر
updated = حُدّث
date-unknown = التاريخ غير معروف

# صفحة الخبر
by = بقلم
no-date = التاريخ غير معروف.
no-date-received = لم تذكر الوكالة تاريخًا؛ وصل في
versions-link = { $count ->
    [one] نسخة واحدة · ما الذي تغيّر
    [two] نسختان · ما الذي تغيّر
    [few] { $count } نسخ · ما الذي تغيّر
   *[other] { $count } نسخة · ما الذي تغيّر
}
topics = المواضيع
credit = المصدر: { $who }.
at-publisher = هذا الخبر عند ناشره
printed-version = النسخة { $count } من هذا الخبر
related = أخبار ذات صلة
untitled = بلا عنوان
story = خبر
other-languages = بلغات أخرى:

# التصحيحات
correction = تصحيح
update = تحديث
first-version = النسخة الأولى
told-corrected = صُحِّح هذا الخبر. ملاحظة الوكالة: «{ $words }»
told-corrected-silent = صُحِّح هذا الخبر. لم تذكر الوكالة ما كان خطأ.
told-killed = سحبت الوكالة هذا الخبر: «{ $words }»
told-killed-silent = سحبت الوكالة هذا الخبر ولم تذكر سببًا.
told-withheld = حجبت الوكالة هذا الخبر في الوقت الحاضر: «{ $words }»
told-withheld-silent = حجبت الوكالة هذا الخبر في الوقت الحاضر ولم تذكر سببًا.
told-expired = سمحت الوكالة بعرض هذا الخبر مدة محدودة، وقد انتهت.
told-killed-by-desk = سحبت هيئة التحرير هذا الخبر ولم تذكر سببًا.
corrections = التصحيحات
corrections-of = أخبار صحّحتها { $paper }، الأحدث أولًا.
corrections-intro = أخبار صُحِّحت بعد نشرها. في كل صفحة بيان ما كان خطأ.
corrections-count = { $count ->
    [one] خبر مصحَّح واحد. فوق نصه بيان ما كان خطأ.
    [two] خبران مصحَّحان. فوق نص كل منهما بيان ما كان خطأ.
    [few] { $count } أخبار مصحَّحة. فوق نص كل منها بيان ما كان خطأ.
   *[other] { $count } خبرًا مصحَّحًا. فوق نص كل منها بيان ما كان خطأ.
}
corrections-none = لم يُصحَّح شيء حتى الآن. وإذا حدث ذلك ورد هنا وفوق الخبر نفسه.

# نسخ الخبر
versions = النسخ
versions-title = النسخ: { $headline }
versions-of = ما الذي تغيّر في هذا الخبر منذ نشره: { $headline }
version-history = سجل النسخ
versions-one = لم يتغيّر هذا الخبر منذ نشره.
versions-count = { $count ->
    [one] نسخة واحدة.
    [two] نسختان، الأحدث أولًا.
    [few] { $count } نسخ، الأحدث أولًا.
   *[other] { $count } نسخة، الأحدث أولًا.
}
words-added-mark = الكلمات المضافة
are-underlined = تحتها خط،
words-removed-mark = الكلمات المحذوفة
are-struck = مشطوبة.
version-heading = النسخة { $number }: { $label }
read-current = اقرأ الخبر كما هو الآن
added = أضيف
removed = حُذف
changed = تغيّر
diff-none = لا تغيير في النص
diff-added = { $added ->
    [one] أضيفت كلمة واحدة
    [two] أضيفت كلمتان
    [few] أضيفت { $added } كلمات
   *[other] أضيفت { $added } كلمة
}
diff-removed = { $removed ->
    [one] حُذفت كلمة واحدة
    [two] حُذفت كلمتان
    [few] حُذفت { $removed } كلمات
   *[other] حُذفت { $removed } كلمة
}
diff-both = الكلمات المضافة: { $added }، المحذوفة: { $removed }
diff-skipped = { $count ->
    [one] فقرة واحدة بلا تغيير
    [two] فقرتان بلا تغيير
    [few] { $count } فقرات بلا تغيير
   *[other] { $count } فقرة بلا تغيير
}
part-subheadline = العنوان الثاني
part-summary = الملخص
part-byline = اسم الكاتب
part-dateline = المكان
part-credit = المصدر
part-language = اللغة
part-picture = الصورة
part-caption = شرح الصورة
part-picture-credit = مصدر الصورة
part-changed = { $part }: «{ $was }» صار «{ $is }».
part-added = { $part }، إضافة: «{ $is }».
part-removed = { $part }، حذف: «{ $was }».
picture-added = أضيفت صورة.
picture-removed = حُذفت صورة.
layout-changed = تغيّرت روابط النص أو إبرازه أو تنسيقه؛ والكلمات هي نفسها.

# القوائم
latest = آخر الأخبار
latest-news = آخر الأخبار
front-empty = لم يصل أي خبر بعد. سيظهر الأول هنا فور وصوله.
list-empty = لا توجد أخبار هنا في الوقت الحاضر.
stories-count = { $count ->
    [zero] لا أخبار
    [one] خبر واحد
    [two] خبران
    [few] { $count } أخبار
   *[other] { $count } خبرًا
}
stories-newest-first = { $count ->
    [zero] لا أخبار.
    [one] خبر واحد.
    [two] خبران، الأحدث أولًا.
    [few] { $count } أخبار، الأحدث أولًا.
   *[other] { $count } خبرًا، الأحدث أولًا.
}
page-of = الصفحة { $page } من { $pages }
pages-of-list = صفحات هذه القائمة
newest = الأحدث
newer = أحدث
older = أقدم
oldest = الأقدم
about-section = { $name }: أخبار { $paper }.
about-agency = كل أخبار { $name } في { $paper }.
about-topic = ما نشرته { $paper } عن { $name }.
about-author = مقالات { $name } في { $paper }.
about-day = { $paper }: { $name }.
undated-stories = أخبار بلا تاريخ
undated-intro = لم تذكر وكالاتها متى كُتبت.

# الأرشيف
archive = الأرشيف
archive-intro = كل خبر بحسب يوم نشره.
archive-of = كل خبر في { $paper } بحسب اليوم الذي كُتب فيه.
archive-empty = لم يُنشر شيء بعد.
without-date = بلا تاريخ

# الأكثر قراءة
most-popular = الأكثر قراءة
popular-hours = في الساعات الأخيرة
popular-week = هذا الأسبوع

# البحث
all-stories = كل الأخبار
search-label = كلمات أو اسم أو مكان أو "عبارة"
search-title = البحث: { $query }
filters-in-use = المرشحات المختارة
remove-filter = . أزل هذا المرشح
filter = { $name }: { $value }
narrow = تضييق النتائج
order = الترتيب
best-match = الأقرب
newest-order = الأحدث
facet-section = القسم
facet-agency = الوكالة
facet-year = السنة
facet-language = اللغة
found-page = { $found }، الصفحة { $page } من { $pages }
nothing-found = لم يُعثر على شيء عن
with-filters = مع هذه المرشحات
hint-filter = أزل مرشحًا أعلاه: فقد يكون الخبر في مكان آخر.
hint-spelling = تحقق من الإملاء، ولا سيما الأسماء.
hint-fewer = جرّب كلمات أقل أو كلمة أعم.
search-intro = كل ما نشرته هذه الصحيفة يمكن العثور عليه هنا، من يومها الأول حتى هذه الدقيقة.
no-such-page = لا توجد كل هذه الصفحات من النتائج.
no-such-day = «{ $day }» ليس يومًا. اكتبه هكذا: 2026-11-24.
language-ar = العربية
language-da = الدنماركية
language-de = الألمانية
language-en = الإنجليزية
language-es = الإسبانية
language-fr = الفرنسية
language-it = الإيطالية
language-nl = الهولندية
language-no = النرويجية
language-pt = البرتغالية
language-sv = السويدية

# حيث لا يوجد شيء
not-found-title = الصفحة غير موجودة
not-found-heading = لا يوجد شيء في هذا العنوان
not-found-text = ربما انتقلت الصفحة أو كُتب العنوان خطأ.
find-by-words = ابحث عنها بكلماتها
error-title = حدث خطأ
error-heading = حدث خطأ من جانبنا
error-text = تعذّر إعداد الصفحة. سُجّل الخطأ؛ حاول مرة أخرى بعد لحظات.
go-to-front = إلى الصفحة الرئيسية
gone-withdrawn = سُحب
gone-withheld = محجوب
gone-expired = انتهت مدته
gone-withdrawn-heading = سُحب هذا الخبر
gone-withheld-heading = { $agency } تحجب هذا الخبر
gone-withheld-heading-nameless = الوكالة تحجب هذا الخبر
gone-expired-heading = انتهت مدة هذا الخبر

# الإعلانات
advertisement = إعلان
ad-top = { advertisement }
ad-side = { advertisement }، العمود الجانبي
ad-body = { advertisement }، بعد النص
privacy = الخصوصية
privacy-heading = الخصوصية والإعلانات
privacy-counts = نحسب عدد مرات مشاهدة إعلاناتنا والنقر عليها. لا نضع لذلك أي ملف تعريف ارتباط ولا نحفظ شيئًا عنك: مجاميع يومية فقط.
ads-by-others = إعلانات الآخرين
privacy-others = بعض الإعلانات يأتي من شركات أخرى. لا يطلب متصفحك منها شيئًا إلا إذا وافقت؛ وعندئذ قد تضع ملفات تعريف ارتباط وتعرف عنوانك. وإذا رفضت رأيت إعلاناتنا مكانها ولا يتغير شيء آخر.
privacy-hosts = وهي: { $hosts }.
chosen-accept = وافقت على إعلانات الآخرين.
chosen-refuse = رفضت إعلانات الآخرين.
chosen-none = لم تختر بعد؛ ولا يُعرض شيء من الآخرين.
choice-kept = يُحفظ الاختيار نصف سنة في ملف تعريف ارتباط واحد لنا.
privacy-own-only = كل إعلاناتنا لنا أو لعملائنا ويرسلها هذا الموقع. ولا يعلم أحد غيرنا أنك هنا.
consent-question = بعض إعلاناتنا يأتي من شركات أخرى قد تضع ملفات تعريف ارتباط. لا تُعرض إلا إذا وافقت؛ وحتى ذلك الحين، وإذا رفضت، ترى إعلاناتنا.
consent-more = المزيد، وكيف تغيّره لاحقًا
accept = أوافق
refuse = أرفض

# التعليقات
comments = التعليقات
comments-count = { $count ->
    [zero] لا تعليقات
    [one] تعليق واحد
    [two] تعليقان
    [few] { $count } تعليقات
   *[other] { $count } تعليقًا
}
comments-title = التعليقات: { $headline }
comments-feed = التعليقات ({ $format })
comments-feed-title = { $paper }: التعليقات
comments-feed-about = ما يقوله القراء.
comment-by-on = { $name } على { $headline }
recent-comments = أحدث التعليقات
no-comments = لم يكتب أحد شيئًا بعد.
on-story = على
on-story-named = على { $headline }
oldest-first = الأقدم أولًا
newest-first = الأحدث أولًا
more-comments = مزيد من التعليقات
threads = النقاشات
comment-removed = أزيل هذا التعليق.
in-reply-to = ردًا على
reply = رد
reply-to = {" "}على { $name }
recommend = أوصي به
report = إبلاغ
the-comment-of = {" "}: تعليق { $name }
recommended = ({ $count })
leave-comment = اكتب تعليقًا
answer-to = رد على { $name }
comment-name = الاسم، يظهر مع تعليقك
comment-email = البريد الإلكتروني (اختياري، لا يظهر أبدًا؛ تُحفظ بصمة منه فقط)
comment-trap = الموقع: اتركه فارغًا
comment-text = التعليق
comment-hint = نص بسيط؛ السطر الفارغ يبدأ فقرة جديدة.
comment-hint-pre = يقرأ مشرف كل تعليق هنا قبل ظهوره.
send-comment = أرسل التعليق
your-comments = تعليقاتك
your-comments-none = لم يُكتب شيء من هذا المتصفح هنا في الأيام الثلاثين الأخيرة.
state-held = قيد الانتظار: سيقرؤه مشرف. ولن يراه غيرك حتى ذلك الحين.
state-shown = ظاهر.
state-rejected = غير ظاهر: رفضه مشرف.
state-removed = أزاله مشرف.
refused-no-name = اكتب اسمًا؛ فهو يظهر مع تعليقك.
refused-long-name = الاسم طويل جدًا. الحد الأقصى { $most } حرفًا.
refused-bad-email = عنوان البريد الإلكتروني غير كامل. صححه أو اترك الخانة فارغة.
refused-no-text = اكتب تعليقك؛ فالخانة فارغة.
refused-long-text = في التعليق { $length } حرفًا، والحد الأقصى { $most }؛ اختصره من فضلك.
refused-closed = التعليق على هذا الخبر مغلق.
refused-closed-after = { $days ->
    [one] يُغلق التعليق بعد يوم من النشر.
    [two] يُغلق التعليق بعد يومين من النشر.
    [few] يُغلق التعليق بعد { $days } أيام من النشر.
   *[other] يُغلق التعليق بعد { $days } يومًا من النشر.
}
refused-story-gone = لم يعد هذا الخبر هنا.
refused-parent-gone = لم يعد التعليق الذي ترد عليه هنا.
refused-banned = لا تُقبل تعليقات منك في الوقت الحاضر.
refused-name-kept = الاسم «{ $name }» محفوظ للصحيفة. اختر اسمًا آخر.
refused-said-already = سبق أن كتبت هذا.
refused-elsewhere = جاء النموذج من موقع آخر. أرسله من هنا.
refused-trap = اترك خانة «الموقع» فارغة؛ فهي لإيقاف البرامج.
refused-often = وصلت تعليقات كثيرة من شبكتك الآن. أرسله مرة أخرى بعد دقيقة.
refused-old-form = هذا النموذج قديم أو ليس من هنا. كلماتك ما زالت فيه: أرسله مرة أخرى.
refused-quick = كان ذلك أسرع مما يكتب أحد. أرسله مرة أخرى من فضلك.

# اسم القارئ
keep-my-name = احفظ اسمي
name-kept = اسم محفوظ
name-kept-as = تكتب باسم
sign-in = حفظ اسمك
sign-in-about = نرسل رابطًا إلى بريدك الإلكتروني. من يفتحه يُحفظ له الاسم: لا يستطيع غيره أن يكتب به هنا، وتحمل تعليقاته علامة. لا تُحفظ من العنوان إلا بصمة، ويحفظ ملف تعريف واحد الاسم على هذا الجهاز نصف سنة.
sign-in-email = البريد الإلكتروني
sign-in-send = أرسل لي الرابط
sign-in-sent = انظر في بريدك
sign-in-sent-about = إن كان كل شيء سليمًا فالرسالة في الطريق. يعمل رابطها مرة واحدة خلال ثلاثين دقيقة. إن لم يصل شيء فانظر في البريد المزعج أو اطلبه مرة أخرى بعد ساعة: لا تذهب إلى العنوان الواحد إلا رسائل قليلة.
sign-in-confirm = احفظ هذا الاسم على هذا الجهاز:
sign-out = انسني على هذا الجهاز
back-to-comments = العودة إلى التعليقات
refused-no-email = اكتب بريدك الإلكتروني؛ فالرابط يُرسل إليه.
refused-name-address = الاسم عنوان. اختر اسمًا آخر.
refused-name-of-reader = الاسم «{ $name }» محفوظ لقارئ آخر. إن كان اسمك فاختر «احفظ اسمي» أولًا، وإلا فاختر اسمًا آخر.
refused-spent-form = أُرسل هذا النموذج من قبل. كلماتك ما زالت فيه: أرسله مرة أخرى.
refused-often-asked = طُلب ذلك كثيرًا الآن. حاول مرة أخرى بعد دقائق.
refused-link-old = هذا الرابط قديم أو غير كامل. اطلب رابطًا آخر.
refused-link-used = استُعمل هذا الرابط من قبل. اطلب رابطًا آخر.
refused-names-many = تحفظ ثلاثة أسماء بالفعل؛ ولا يجوز أكثر من ذلك.
mail-subject = { $paper }: حفظ اسمك
mail-keep-name = طلب أحد، ونرجو أن يكون أنت، من { $paper } حفظ الاسم «{ $name }» للتعليقات. افتح هذا الرابط خلال ثلاثين دقيقة واضغط الزر هناك:
mail-name-taken = طلب أحد، ونرجو أن يكون أنت، من { $paper } حفظ الاسم «{ $name }» للتعليقات. وهو محفوظ لقارئ آخر بالفعل. اختر اسمًا آخر هنا:
mail-not-you = إن لم تكن أنت فلا تفعل شيئًا: لن يحدث شيء، ولا يُحفظ عنوانك.

# القراءة
reading = القراءة
text-size = حجم النص
text-smaller = نص أصغر
text-usual = حجم النص المعتاد
text-larger = نص أكبر
text-largest = أكبر نص
colours = الألوان
colours-auto = مثل الجهاز
colours-light = فاتحة
colours-dark = داكنة
offline-title = أنت غير متصل
offline-text = هذه الصفحة غير محفوظة على هذا الجهاز. هذه الأخبار محفوظة:

# What a word of time means: "last week", "early August".
meant-days = من { $from } إلى { $to }
meant-early = مطلع { $date }
meant-mid = منتصف { $date }
meant-late = أواخر { $date }
meant-about = نحو { $date }

# من نُقلت أقوالهم، ومسار الخبر
about-person = ما نقلته { $paper } من أقوال { $name }.
person-role = «{ $role }»، كما ورد في خبر نشرته { $paper }.
person-role-here = هنا: «{ $role }»
person-count = { $count ->
    [one] نُقل قوله في خبر واحد.
    [two] نُقل قوله في خبرين، الأحدث أولاً.
    [few] نُقل قوله في { $count } أخبار، الأحدث أولاً.
    [many] نُقل قوله في { $count } خبرًا، الأحدث أولاً.
   *[other] نُقل قوله في { $count } خبر، الأحدث أولاً.
}
quoted-words = «{ $words }»
quoted-words-on = «{ $words }
paraphrased = بالمعنى
quote-place = اقرأه في الخبر
quoted-here = أقوال نُقلت في هذا الخبر
quoted-times = { $count ->
    [one] اقتباس واحد
    [two] اقتباسان
    [few] { $count } اقتباسات
    [many] { $count } اقتباسًا
   *[other] { $count } اقتباس
}
course = قبل هذا الخبر وبعده
course-here = هذا الخبر
course-speaks = يتحدث عن
