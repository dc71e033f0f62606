<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActivityPanel</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityPresenter</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineSettingsPanel</name>
    <message numerus="yes">
        <source>%n setting(s) modified</source>
        <translation>
            <numerusform>%n setting modified</numerusform>
            <numerusform>%n settings modified</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPresenter</name>
    <message numerus="yes">
        <source>%n file(s) written to {folder}.</source>
        <translation>
            <numerusform>%n file written to {folder}.</numerusform>
            <numerusform>%n files written to {folder}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryFilterBar</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryPresenter</name>
    <message numerus="yes">
        <source>%n picture(s) exported</source>
        <translation>
            <numerusform>%n picture exported</numerusform>
            <numerusform>%n pictures exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) saved</source>
        <translation>
            <numerusform>%n picture saved</numerusform>
            <numerusform>%n pictures saved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneratePresenter</name>
    <message numerus="yes">
        <source>%n picture(s) drawn</source>
        <translation>
            <numerusform>%n picture drawn</numerusform>
            <numerusform>%n pictures drawn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>Undo “{said}” of %n picture(s)</source>
        <translation>
            <numerusform>Undo “{said}” of %n picture</numerusform>
            <numerusform>Undo “{said}” of %n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PictureInspector</name>
    <message numerus="yes">
        <source>%n picture(s) selected</source>
        <translation>
            <numerusform>%n picture selected</numerusform>
            <numerusform>%n pictures selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductDetail</name>
    <message numerus="yes">
        <source>%n photograph(s) wait for the next update.</source>
        <translation>
            <numerusform>%n photograph waits for the next update.</numerusform>
            <numerusform>%n photographs wait for the next update.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductsPresenter</name>
    <message numerus="yes">
        <source>%n photograph(s) added to “{name}”. Teach them with an update.</source>
        <translation>
            <numerusform>%n photograph added to “{name}”. Teach it with an update.</numerusform>
            <numerusform>%n photographs added to “{name}”. Teach them with an update.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new image(s)</source>
        <translation>
            <numerusform>%n new image</numerusform>
            <numerusform>%n new images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegistrationPanel</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UpdatePresenter</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new image(s)</source>
        <translation>
            <numerusform>%n new image</numerusform>
            <numerusform>%n new images</numerusform>
        </translation>
    </message>
</context>
</TS>
