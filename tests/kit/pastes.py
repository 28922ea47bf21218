"""What office programs put on the clipboard as HTML, in miniature."""

WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Word 15"><title>Draft 3</title>
<link rel=File-List href="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom>
</w:WordDocument></xml><![endif]-->
<xml><o:shapedefaults v:ext="edit">1026</o:shapedefaults></xml>
<style><!-- p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Normal";}</style><![endif]-->
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><a name="_Toc1"></a><b><span style='mso-bookmark:_Toc1;
font-size:16.0pt;color:#2F5496'>Before the visit<o:p></o:p></span></b></h1>
<p class=MsoNormal style='margin-bottom:8.0pt;line-height:107%'><span lang=EN-US
style='font-family:"Calibri";mso-ansi-language:EN-US'>Drink <b style='mso-bidi-font-weight:\
normal'>water</b>, not <i>juice</i>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>\
<![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt \
"Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Bring a list</p>
<h2><strong>What to <em>expect</em></strong></h2>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'><td width=301 valign=top style='width:225.4pt'><p class=MsoNormal>\
<b>Dose<o:p></o:p></b></p></td><td width=301><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr>
</table>
<p class=MsoNormal>See <a href="https://example.org/guide"><span style='color:#0563C1'>the guide\
</span></a><span style='mso-spacerun:yes'>  </span>and <a href="file:///C:/notes.docx">notes</a>.\
<!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]-->\
<![if !vml]><img width=10 height=10 src="file:///C:/Temp/clip_image001.png" v:shapes="x"><![endif]>\
<o:p></o:p></p>
<!--EndFragment--></body></html>
"""

GOOGLE_DOCS = (
    "<meta charset='utf-8'><meta charset=\"utf-8\">"
    '<b style="font-weight:normal;" id="docs-internal-guid-0a1b2c3d-7fff-1111-2222-333344445555">'
    '<h1 dir="ltr" style="line-height:1.38;margin-top:20pt;">'
    '<span style="font-size:20pt;font-family:Arial;color:#000;font-weight:700;'
    'font-style:normal;text-decoration:none;vertical-align:baseline;">Before the visit</span></h1>'
    '<p dir="ltr" style="line-height:1.38;margin-top:0pt;">'
    '<span style="font-size:11pt;font-weight:400;font-style:normal;text-decoration:none;'
    'vertical-align:baseline;white-space:pre-wrap;">Drink </span>'
    '<span style="font-size:11pt;font-weight:700;font-style:normal;">wa</span>'
    '<span style="font-size:11pt;font-weight:700;font-style:normal;color:#111;">ter</span>'
    '<span style="font-size:11pt;font-weight:400;font-style:italic;">, now</span>'
    '<span style="font-weight:400;"><span style="font-size:0.6em;vertical-align:super;">1</span>'
    '</span><span style="font-weight:400;text-decoration:line-through;">, later</span>'
    '<a href="https://example.org/guide" style="text-decoration:none;"><span style="'
    'color:#1155cc;font-weight:400;text-decoration:underline;">guide</span></a></p>'
    '<br /><ul style="margin-top:0;padding-inline-start:48px;">'
    '<li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1">'
    '<p dir="ltr" role="presentation"><span style="font-weight:400;">One</span></p></li>'
    '<ul style="margin-top:0;"><li dir="ltr" style="list-style-type:circle;" aria-level="2">'
    '<p dir="ltr" role="presentation"><span style="font-weight:700;">Two</span></p></li></ul>'
    '<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Three</span></p></li></ul>'
    '<p dir="ltr"><span style="font-weight:400;">\u00a0</span></p>'
    '<div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;">'
    '<colgroup><col width="300" /></colgroup><tbody><tr style="height:0pt"><td style="'
    'border-left:solid #000 1pt;"><p dir="ltr"><span style="font-weight:400;">Cell</span></p></td>'
    '</tr></tbody></table></div></b><br class="Apple-interchange-newline">'
)

_WORD_ITEM = (
    "<p class=MsoListParagraphCxSpMiddle style='margin-left:{indent}pt;mso-add-space:auto;"
    "text-indent:-18.0pt;mso-list:l{number} level{level} lfo{number}'><![if !supportLists]>"
    "<span lang=EN-GB style='font-family:Symbol;mso-fareast-font-family:Symbol'>"
    "<span style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>"
    "&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>{text}<o:p></o:p></span>"
    "</p>\n"
)
WORD_LISTS = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body lang=EN-GB>\n"
    "<!--StartFragment-->\n<p class=MsoNormal><span lang=EN-GB>Bring:<o:p></o:p></span></p>\n"
    + _WORD_ITEM.format(indent=36, number=0, level=1, mark="·", text="a list")
    + _WORD_ITEM.format(indent=72, number=0, level=2, mark="o", text="of <b>medicines</b>")
    + _WORD_ITEM.format(indent=72, number=0, level=2, mark="o", text="of questions")
    + _WORD_ITEM.format(indent=36, number=0, level=1, mark="·", text="a friend")
    + "<p class=MsoNormal><span lang=EN-GB>Then:<o:p></o:p></span></p>\n"
    + _WORD_ITEM.format(indent=36, number=1, level=1, mark="3.", text="ask")
    + _WORD_ITEM.format(indent=36, number=1, level=1, mark="4.", text="listen")
    + "<!--EndFragment-->\n</body></html>\n"
)
