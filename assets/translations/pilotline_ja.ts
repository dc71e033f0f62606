<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en">
<context>
    <name>ActivationPresenter</name>
    <message>
        <source>Another change is being verified.</source>
        <extracomment>What was checked at the last change, in sentences. The version that was active before the last change, to go back to. How far the verification is; None while nothing is known.</extracomment>
        <translation>別の切り替えを検証しています。</translation>
    </message>
    <message>
        <source>This version is active already.</source>
        <translation>このバージョンはすでに稼働中です。</translation>
    </message>
    <message>
        <source>The gate has rejected this version.</source>
        <translation>このバージョンはゲートで不合格になりました。</translation>
    </message>
    <message>
        <source>This version has been approved before; roll back to it instead.</source>
        <translation>このバージョンは以前承認されています。承認ではなく、このバージョンに戻してください。</translation>
    </message>
    <message>
        <source>Only a version that has been approved can be gone back to.</source>
        <translation>戻せるのは承認されたことのあるバージョンだけです。</translation>
    </message>
    <message>
        <source>Version {number} becomes the active version.</source>
        <translation>バージョン {number} が稼働バージョンになります。</translation>
    </message>
    <message>
        <source>Version {number} becomes the active version in place of version {active}. You can go back at any time.</source>
        <translation>バージョン {active} に代わってバージョン {number} が稼働します。いつでも元に戻せます。</translation>
    </message>
    <message>
        <source>Version {number} becomes active again, after its files and its canary pictures have been verified. The next update will start from it.</source>
        <translation>ファイルとカナリア画像を検証したうえで、バージョン {number} が再び稼働します。次の更新はこのバージョンから始まります。</translation>
    </message>
    <message>
        <source>It does not know {products}: they cannot be generated or recognised until they are taught again.</source>
        <translation>このバージョンは {products} を知りません。もう一度学習するまで、生成も認識もできません。</translation>
    </message>
    <message>
        <source>Files and canary pictures are being verified…</source>
        <translation>ファイルとカナリア画像を検証しています…</translation>
    </message>
    <message>
        <source>The canary pictures are drawn again and compared…</source>
        <translation>カナリア画像を描き直して照合しています…</translation>
    </message>
    <message>
        <source>File {step} of {count} is being read and compared with its hash…</source>
        <translation>ファイル {step} / {count} を読み、ハッシュと照合しています…</translation>
    </message>
    <message>
        <source>Version {number} is active; verified in {time}.</source>
        <translation>バージョン {number} が稼働しています（検証 {time}）。</translation>
    </message>
    <message>
        <source>Version {number} is active, but the verification did not agree.</source>
        <translation>バージョン {number} が稼働していますが、検証結果が一致しませんでした。</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Workspace created</source>
        <translation>ワークスペースの作成</translation>
    </message>
    <message>
        <source>Workspace moved</source>
        <translation>ワークスペースの移動</translation>
    </message>
    <message>
        <source>Base model chosen</source>
        <translation>ベースモデルの選択</translation>
    </message>
    <message>
        <source>Setting changed</source>
        <translation>設定の変更</translation>
    </message>
    <message>
        <source>Storage freed</source>
        <translation>空き容量の確保</translation>
    </message>
    <message>
        <source>Product registered</source>
        <translation>製品の登録</translation>
    </message>
    <message>
        <source>Photographs added</source>
        <translation>写真の追加</translation>
    </message>
    <message>
        <source>Product retired</source>
        <translation>製品の引退</translation>
    </message>
    <message>
        <source>Retirement undone</source>
        <translation>引退の取り消し</translation>
    </message>
    <message>
        <source>Product edited</source>
        <translation>製品の編集</translation>
    </message>
    <message>
        <source>Product put into the trash</source>
        <translation>製品をごみ箱へ移動</translation>
    </message>
    <message>
        <source>Product put back</source>
        <translation>製品をごみ箱から戻す</translation>
    </message>
    <message>
        <source>Product deleted for good</source>
        <translation>製品の完全な削除</translation>
    </message>
    <message>
        <source>Update queued</source>
        <translation>更新の受付</translation>
    </message>
    <message>
        <source>Queue reordered</source>
        <translation>待ち順の変更</translation>
    </message>
    <message>
        <source>Update started</source>
        <translation>更新の開始</translation>
    </message>
    <message>
        <source>Update paused</source>
        <translation>更新の一時停止</translation>
    </message>
    <message>
        <source>Update resumed</source>
        <translation>更新の再開</translation>
    </message>
    <message>
        <source>Update finished</source>
        <translation>更新の完了</translation>
    </message>
    <message>
        <source>Update failed</source>
        <translation>更新の失敗</translation>
    </message>
    <message>
        <source>Update given up</source>
        <translation>更新の中止</translation>
    </message>
    <message>
        <source>Update interrupted</source>
        <translation>更新の中断</translation>
    </message>
    <message>
        <source>Version stored</source>
        <translation>バージョンの保存</translation>
    </message>
    <message>
        <source>Version approved</source>
        <translation>バージョンの承認</translation>
    </message>
    <message>
        <source>Version rejected</source>
        <translation>バージョンの不合格</translation>
    </message>
    <message>
        <source>Version retired</source>
        <translation>バージョンの引退</translation>
    </message>
    <message>
        <source>Old teacher freed</source>
        <translation>古い教師モデルの削除</translation>
    </message>
    <message>
        <source>Went live by approval</source>
        <translation>承認による稼働</translation>
    </message>
    <message>
        <source>Went live by rollback</source>
        <translation>復帰による稼働</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Update {number}</source>
        <translation>更新 {number}</translation>
    </message>
    <message>
        <source>{count} photographs</source>
        <translation>写真 {count} 枚</translation>
    </message>
</context>
<context>
    <name>ActivityFilterBar</name>
    <message>
        <source>Search the log</source>
        <extracomment>While somebody types, every key would filter anew. Days back from today, today included.</extracomment>
        <translation>履歴を検索</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>操作の種類</translation>
    </message>
    <message>
        <source>Who did it</source>
        <translation>操作した人</translation>
    </message>
    <message>
        <source>When it was done</source>
        <translation>操作した時期</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>最初の日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最後の日</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>すべての操作</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去 7 日間</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去 30 日間</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>期間を指定…</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Activity log, newest first</source>
        <translation>操作履歴（新しい順）</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Checks that no line was changed, removed or slipped in, and every file.</source>
        <translation>履歴の行が書き換え・削除・挿入されていないこと、およびすべてのファイルを確認します。</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>CSV で書き出す…</translation>
    </message>
    <message>
        <source>Export as PDF…</source>
        <translation>PDF で書き出す…</translation>
    </message>
    <message>
        <source>Being verified…</source>
        <translation>検証しています…</translation>
    </message>
    <message>
        <source>Reading… {count} lines so far</source>
        <translation>読み込み中… 現在 {count} 行</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {count} lines</source>
        <translation>{count} 行中 {shown} 行</translation>
    </message>
    <message>
        <source>The log is being read.</source>
        <translation>履歴を読み込んでいます。</translation>
    </message>
    <message>
        <source>No line fits the filter.</source>
        <translation>条件に合う行はありません。</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>{action}: {subject}</source>
        <translation>{action}：{subject}</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>変更前 → 変更後</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Hash (SHA-256)</source>
        <translation>ハッシュ（SHA-256）</translation>
    </message>
    <message>
        <source>Export the log as CSV</source>
        <translation>履歴を CSV で書き出す</translation>
    </message>
    <message>
        <source>Export the log as PDF</source>
        <translation>履歴を PDF で書き出す</translation>
    </message>
</context>
<context>
    <name>ActivityPresenter</name>
    <message>
        <source>When</source>
        <extracomment>The window must answer between two pieces of work; a long log is told bit by bit. Newest first, as the engine has them. How many of these have been told, from the newest on.</extracomment>
        <translation>日時</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Verified: {lines} lines of the log and {files} files are as they were written.</source>
        <translation>検証済み：履歴 {lines} 行とファイル {files} 件は、書き込まれたときのままです。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Not everything is as it was written: {problems}</source>
        <translation>書き込まれたときと異なるものがあります：{problems}</translation>
    </message>
    <message>
        <source>{file} could not be written: {error}</source>
        <translation>{file} に書き込めませんでした：{error}</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>{file} に書き出しました。</translation>
    </message>
</context>
<context>
    <name>ActivityPrint</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>When (local time)</source>
        <translation>日時（現地時刻）</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>日時（UTC）</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Hash (SHA-256)</source>
        <translation>ハッシュ（SHA-256）</translation>
    </message>
    <message>
        <source>Activity log</source>
        <translation>操作履歴</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>{page} / {pages} ページ</translation>
    </message>
    <message>
        <source>Workspace {folder}, printed {now}</source>
        <translation>ワークスペース {folder}、{now} 出力</translation>
    </message>
    <message>
        <source>{shown} of {count} lines. Hash of the newest: {hash}</source>
        <translation>{count} 行中 {shown} 行。最新行のハッシュ：{hash}</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>Light theme</source>
        <extracomment>Each in its own words: who is lost in the other language finds the way back.</extracomment>
        <translation>明るいテーマ</translation>
    </message>
    <message>
        <source>Dark text on a light ground, for bright halls.</source>
        <translation>明るい背景に濃い文字。明るい現場向けです。</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>暗いテーマ</translation>
    </message>
    <message>
        <source>Light text on a dark ground, for dim control rooms.</source>
        <translation>暗い背景に明るい文字。照明を落とした監視室向けです。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
</context>
<context>
    <name>BaseModelCard</name>
    <message>
        <source>Choose folder…</source>
        <translation>フォルダーを選ぶ…</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>このモデルを使う</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピー済み</translation>
    </message>
    <message>
        <source>A folder as diffusers writes it, with unet, vae, text_encoder, tokenizer and scheduler in it, and safetensors alone. Nothing is ever downloaded.</source>
        <translation>diffusers が書き出した形のフォルダーです。unet、vae、text_encoder、tokenizer、scheduler が入っていて、重みは safetensors だけを使います。ダウンロードは一切しません。</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>ベースモデル</translation>
    </message>
    <message>
        <source>Folder of the base model</source>
        <translation>ベースモデルのフォルダー</translation>
    </message>
</context>
<context>
    <name>BaseModelPresenter</name>
    <message>
        <source>No base model has been chosen.</source>
        <translation>ベースモデルは選ばれていません。</translation>
    </message>
    <message>
        <source>{name} is the base model: pictures of {size} × {size} pixels. The workspace has a copy of its own.</source>
        <translation>ベースモデルは {name} です：画像は {size} × {size} 画素。ワークスペースに専用のコピーがあります。</translation>
    </message>
    <message>
        <source>The model is being copied into the workspace.</source>
        <translation>モデルをワークスペースへコピーしています。</translation>
    </message>
    <message>
        <source>The folder is being looked through.</source>
        <translation>フォルダーを調べています。</translation>
    </message>
    <message>
        <source>{name} is whole and safe: {count} million weights, pictures of {size} × {size} pixels. {bytes} are copied into the workspace; the folder stays as it is.</source>
        <translation>{name} はそろっていて安全です：重み {count} 百万個、画像は {size} × {size} 画素。{bytes} をワークスペースへコピーします。元のフォルダーはそのまま残ります。</translation>
    </message>
    <message>
        <source>This workspace draws with {name} from now on.</source>
        <translation>このワークスペースは今後 {name} で画像を描きます。</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Go to {page}</source>
        <translation>「{page}」を開く</translation>
    </message>
    <message>
        <source>Settings: {section}</source>
        <translation>設定：{section}</translation>
    </message>
    <message>
        <source>Register a product…</source>
        <translation>製品を登録…</translation>
    </message>
    <message>
        <source>Add photographs to the selected product…</source>
        <translation>選択中の製品に写真を追加…</translation>
    </message>
    <message>
        <source>Retire the selected product…</source>
        <translation>選択中の製品を引退させる…</translation>
    </message>
    <message>
        <source>Try the sample line</source>
        <translation>サンプルラインを試す</translation>
    </message>
    <message>
        <source>Start the update</source>
        <translation>更新を開始</translation>
    </message>
    <message>
        <source>Pause the update</source>
        <translation>更新を一時停止</translation>
    </message>
    <message>
        <source>Resume the update</source>
        <translation>更新を再開</translation>
    </message>
    <message>
        <source>Give the update up…</source>
        <translation>更新を中止…</translation>
    </message>
    <message>
        <source>Generate pictures</source>
        <translation>画像を生成</translation>
    </message>
    <message>
        <source>Undo the last judgement of pictures</source>
        <translation>画像の直前の採用・除外・評価を元に戻す</translation>
    </message>
    <message>
        <source>Approve the selected version…</source>
        <translation>選択中のバージョンを承認…</translation>
    </message>
    <message>
        <source>Roll back to the selected version…</source>
        <translation>選択中のバージョンに戻す…</translation>
    </message>
    <message>
        <source>Compare two versions side by side</source>
        <translation>2 つのバージョンを並べて比較</translation>
    </message>
    <message>
        <source>Save the quality report as PDF…</source>
        <translation>品質の報告書を PDF で保存…</translation>
    </message>
    <message>
        <source>Save the quality report as HTML…</source>
        <translation>品質の報告書を HTML で保存…</translation>
    </message>
    <message>
        <source>Print the quality report…</source>
        <translation>品質の報告書を印刷…</translation>
    </message>
    <message>
        <source>Verify the records</source>
        <translation>記録を検証</translation>
    </message>
    <message>
        <source>Export the activity log as CSV…</source>
        <translation>操作履歴を CSV で書き出す…</translation>
    </message>
    <message>
        <source>Export the activity log as PDF…</source>
        <translation>操作履歴を PDF で書き出す…</translation>
    </message>
    <message>
        <source>Switch to English</source>
        <translation>英語に切り替える</translation>
    </message>
    <message>
        <source>Switch to Japanese</source>
        <translation>日本語に切り替える</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>明るいテーマ</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>暗いテーマ</translation>
    </message>
    <message>
        <source>Open another workspace…</source>
        <translation>別のワークスペースを開く…</translation>
    </message>
    <message>
        <source>Show the workspace’s folder</source>
        <translation>ワークスペースのフォルダーを表示</translation>
    </message>
    <message>
        <source>Close Pilotline</source>
        <translation>Pilotline を終了</translation>
    </message>
    <message>
        <source>Manual for this page</source>
        <translation>この画面のマニュアル</translation>
    </message>
    <message>
        <source>Manual: the idea in one page</source>
        <translation>マニュアル：1 ページでわかる基本</translation>
    </message>
    <message>
        <source>Manual: when something goes wrong</source>
        <translation>マニュアル：困ったときは</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>キーボード操作の一覧</translation>
    </message>
    <message>
        <source>Start the tour with the sample line</source>
        <translation>サンプルラインのツアーを始める</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Not now</source>
        <translation>いまは不可</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find an action</source>
        <translation>操作を探す</translation>
    </message>
    <message>
        <source>What do you want to do? English or Japanese</source>
        <translation>何をしますか（日本語でも英語でも）</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>No action fits. Try another word.</source>
        <translation>該当する操作がありません。別の言葉で探してください。</translation>
    </message>
    <message>
        <source>Arrow keys choose, Enter does it, Esc closes.</source>
        <translation>矢印キーで選び、Enter で実行、Esc で閉じます。</translation>
    </message>
</context>
<context>
    <name>CommandRefusal</name>
    <message>
        <source>No workspace is open yet.</source>
        <translation>ワークスペースがまだ開かれていません。</translation>
    </message>
    <message>
        <source>The sample line is being drawn.</source>
        <translation>サンプルラインを描画しています。</translation>
    </message>
    <message>
        <source>No product is selected.</source>
        <translation>製品が選択されていません。</translation>
    </message>
    <message>
        <source>The selected product is retired.</source>
        <translation>選択中の製品は引退しています。</translation>
    </message>
    <message>
        <source>An update is shown already; end or leave it first.</source>
        <translation>更新がすでに表示されています。先に終了するか、画面を離れてください。</translation>
    </message>
    <message>
        <source>No update is running.</source>
        <translation>実行中の更新はありません。</translation>
    </message>
    <message>
        <source>No update waits to be resumed.</source>
        <translation>再開を待っている更新はありません。</translation>
    </message>
    <message>
        <source>There is no update to give up.</source>
        <translation>中止する更新はありません。</translation>
    </message>
    <message>
        <source>No picture has been judged since the start.</source>
        <translation>起動してから、まだ画像を判定していません。</translation>
    </message>
    <message>
        <source>There is no version yet.</source>
        <translation>バージョンはまだありません。</translation>
    </message>
    <message>
        <source>There are no two versions yet.</source>
        <translation>比べるバージョンがまだ 2 つありません。</translation>
    </message>
    <message>
        <source>Nothing is measured yet.</source>
        <translation>まだ測定結果がありません。</translation>
    </message>
    <message>
        <source>The records are being verified.</source>
        <translation>記録を検証しています。</translation>
    </message>
    <message>
        <source>This update runs in another program.</source>
        <translation>この更新は別のプログラムで実行中です。</translation>
    </message>
    <message>
        <source>It stops at the next checkpoint already.</source>
        <translation>次のチェックポイントで止まるところです。</translation>
    </message>
</context>
<context>
    <name>CommandWords</name>
    <message>
        <source>register photographs classes</source>
        <translation>せいひん 登録 写真 クラス</translation>
    </message>
    <message>
        <source>learn teach train</source>
        <translation>こうしん 学習 訓練</translation>
    </message>
    <message>
        <source>draw pictures images synthesise</source>
        <translation>せいせい 画像 描画 合成</translation>
    </message>
    <message>
        <source>models history lineage</source>
        <translation>ばーじょん モデル 履歴 系統</translation>
    </message>
    <message>
        <source>retention figures metrics</source>
        <translation>ひんしつ 保持率 数値 指標</translation>
    </message>
    <message>
        <source>audit log history ledger</source>
        <translation>きろく 監査 ログ 履歴 台帳</translation>
    </message>
    <message>
        <source>preferences options</source>
        <translation>せってい 環境設定 オプション</translation>
    </message>
    <message>
        <source>add new import folder photographs</source>
        <translation>せいひん とうろく 追加 新規 取り込み フォルダー</translation>
    </message>
    <message>
        <source>more images extend</source>
        <translation>しゃしん ついか 画像 増やす</translation>
    </message>
    <message>
        <source>delete remove forget</source>
        <translation>いんたい 削除 外す 忘れる</translation>
    </message>
    <message>
        <source>demo example practice</source>
        <translation>さんぷる デモ 例 練習</translation>
    </message>
    <message>
        <source>learn teach train run</source>
        <translation>こうしん かいし 学習 訓練 実行</translation>
    </message>
    <message>
        <source>hold suspend stop</source>
        <translation>いちじていし 中断 止める</translation>
    </message>
    <message>
        <source>continue go on</source>
        <translation>さいかい 続ける 続行</translation>
    </message>
    <message>
        <source>cancel abort stop</source>
        <translation>ちゅうし 取り消し やめる</translation>
    </message>
    <message>
        <source>draw images synthesise</source>
        <translation>がぞう せいせい 描画 合成</translation>
    </message>
    <message>
        <source>take back revert pick reject rating</source>
        <translation>もとにもどす 取り消し 採用 除外 評価 アンドゥ</translation>
    </message>
    <message>
        <source>accept activate promote release</source>
        <translation>しょうにん 稼働 有効 本番</translation>
    </message>
    <message>
        <source>undo revert restore go back</source>
        <translation>もどす ロールバック 復元 元に戻す</translation>
    </message>
    <message>
        <source>draw both old new difference</source>
        <translation>ひかく 両方 描画 新旧 差</translation>
    </message>
    <message>
        <source>print export</source>
        <translation>ほうこくしょ 印刷 書き出し 出力</translation>
    </message>
    <message>
        <source>printer paper</source>
        <translation>いんさつ ほうこくしょ プリンター 紙</translation>
    </message>
    <message>
        <source>check audit hash integrity</source>
        <translation>けんしょう 確認 監査 ハッシュ 改ざん</translation>
    </message>
    <message>
        <source>save table spreadsheet</source>
        <translation>かきだし 保存 表 エクセル</translation>
    </message>
    <message>
        <source>language</source>
        <translation>えいご 言語 げんご</translation>
    </message>
    <message>
        <source>language nihongo</source>
        <translation>にほんご 言語 げんご</translation>
    </message>
    <message>
        <source>look bright appearance</source>
        <translation>あかるい 外観 配色 ライト</translation>
    </message>
    <message>
        <source>look night appearance</source>
        <translation>くらい 外観 配色 ダーク</translation>
    </message>
    <message>
        <source>switch folder project</source>
        <translation>わーくすぺーす 切り替え プロジェクト</translation>
    </message>
    <message>
        <source>explorer files</source>
        <translation>ふぉるだー エクスプローラー ファイル</translation>
    </message>
    <message>
        <source>quit exit end</source>
        <translation>しゅうりょう 閉じる やめる</translation>
    </message>
    <message>
        <source>help documentation guide</source>
        <translation>まにゅある ヘルプ 説明書 使い方</translation>
    </message>
    <message>
        <source>help words glossary start</source>
        <translation>きほん ヘルプ 用語 はじめに</translation>
    </message>
    <message>
        <source>help error problem troubleshooting</source>
        <translation>こまった ヘルプ エラー 問題 トラブル</translation>
    </message>
    <message>
        <source>help keys cheat sheet</source>
        <translation>きーぼーど ヘルプ ショートカット キー</translation>
    </message>
    <message>
        <source>help first steps demo introduction</source>
        <translation>つあー ヘルプ はじめて デモ 入門</translation>
    </message>
</context>
<context>
    <name>CompareCard</name>
    <message>
        <source>Version to compare with</source>
        <translation>比較するバージョン</translation>
    </message>
    <message>
        <source>Draw both</source>
        <translation>両方を描画</translation>
    </message>
    <message>
        <source>Pairs of pictures, old left, new right</source>
        <translation>画像の対（左が旧、右が新）</translation>
    </message>
    <message>
        <source>Same seeds, old left, new right</source>
        <translation>同じシード（左が旧、右が新）</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比較対象</translation>
    </message>
    <message>
        <source>Draws the same seeds with both versions, so that they can be told apart by eye.</source>
        <translation>両方のバージョンで同じシードを描き、目で比べられるようにします。</translation>
    </message>
    <message>
        <source>Version {number} ({state})</source>
        <translation>バージョン {number}（{state}）</translation>
    </message>
    <message>
        <source>There is no other version to compare with yet.</source>
        <translation>比較できるほかのバージョンがまだありません。</translation>
    </message>
    <message>
        <source>Both versions are drawing the same seeds…</source>
        <translation>両方のバージョンが同じシードを描いています…</translation>
    </message>
</context>
<context>
    <name>ComparePresenter</name>
    <message>
        <source>{product}, {name}, seed {seed}: old left, new right</source>
        <translation>{product}、{name}、シード {seed}：左が旧、右が新</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>First picture</source>
        <translation>1 枚目の画像</translation>
    </message>
    <message>
        <source>Second picture</source>
        <translation>2 枚目の画像</translation>
    </message>
    <message>
        <source>Both pictures over each other</source>
        <translation>2 枚の画像の重ね合わせ</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べて表示</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>スワイプ</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>透かし重ね</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>How much of the second picture</source>
        <translation>2 枚目の画像の割合</translation>
    </message>
    <message>
        <source>Black where they are equal, four times as bright.</source>
        <translation>同じところは黒、差は 4 倍の明るさで表示します。</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Reason (kept in the record, may be empty)</source>
        <translation>理由（記録に残ります。空でもかまいません）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>ConfusionCard</name>
    <message>
        <source>What is taken for what</source>
        <translation>取り違えの一覧</translation>
    </message>
    <message>
        <source>Ask the recogniser</source>
        <translation>認識器に答えさせる</translation>
    </message>
    <message>
        <source>The recogniser of the active version is shown every sealed photograph without being told the product. Rows are what is shown, columns, by the same numbers, what it answers; the warning sign marks mistakes.</source>
        <translation>稼働中のバージョンの認識器に、製品名を伝えずに検査用の写真をすべて見せます。行が見せたクラス、列（同じ番号）が答えたクラスです。誤りには警告マークが付きます。</translation>
    </message>
    <message>
        <source>Shown classes by answered classes</source>
        <translation>見せたクラスと答えたクラスの表</translation>
    </message>
    <message>
        <source>No mistakes.</source>
        <translation>誤りはありません。</translation>
    </message>
</context>
<context>
    <name>ConfusionPresenter</name>
    <message>
        <source>{right} of {all} sealed photographs are recognised.</source>
        <translation>検査用の写真 {all} 枚中 {right} 枚を正しく認識しました。</translation>
    </message>
    <message>
        <source>No photograph is kept of some classes of {products}: the {all} pictures that stand in, marked with *, were drawn by the version itself. {right} of them are recognised, which flatters the recogniser.</source>
        <translation>{products} には写真を残していないクラスがあります。代わりにこのバージョン自身が描いた {all} 枚（* 印）で数え、{right} 枚を正しく認識しました。実際より良く見える数字です。</translation>
    </message>
    <message>
        <source>{shown}: {count} of {all} recognised</source>
        <translation>{shown}：{all} 枚中 {count} 枚を正しく認識</translation>
    </message>
    <message>
        <source>{shown}: {count} of {all} taken for {answered}</source>
        <translation>{shown}：{all} 枚中 {count} 枚を {answered} と取り違え</translation>
    </message>
</context>
<context>
    <name>CopiesCard</name>
    <message>
        <source>Nearest to a photograph</source>
        <translation>写真に最も近い生成画像</translation>
    </message>
    <message>
        <source>Show the nearest pairs</source>
        <translation>最も近い組を表示</translation>
    </message>
    <message>
        <source>Pairs: generated left, nearest photograph right</source>
        <translation>左が生成画像、右が最も近い写真の組</translation>
    </message>
</context>
<context>
    <name>CopiesPresenter</name>
    <message>
        <source>not recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>{share} copies, version {number}</source>
        <translation>複製 {share}（バージョン {number}）</translation>
    </message>
    <message>
        <source>Each picture’s distance to the nearest photograph it was learned from, compared in pixels. 1 is as far as the photographs of its class are apart; below {limit} the picture counts as a copy. Measured while the update had the photographs.</source>
        <translation>生成画像と、学習に使った写真のうち最も近いものとの距離を画素で比べたものです。1 は同じクラスの写真どうしの間隔に当たり、{limit} を下回ると複製とみなします。更新が写真を読める間に測定した値です。</translation>
    </message>
    <message>
        <source>No pairs are recorded for {products}.</source>
        <translation>{products} の組は記録されていません。</translation>
    </message>
    <message>
        <source>A dash stands for a photograph that is no longer in its folder.</source>
        <translation>「–」は、写真が元のフォルダーにもうないことを示します。</translation>
    </message>
    <message>
        <source>counts as a copy</source>
        <translation>複製とみなす</translation>
    </message>
    <message>
        <source>no copy</source>
        <translation>複製ではない</translation>
    </message>
    <message>
        <source>{product}, {name}: generated left (version {version}, seed {seed}), nearest photograph right; distance {distance}, {verdict}</source>
        <translation>{product}、{name}：左が生成画像（バージョン {version}、シード {seed}）、右が最も近い写真。距離 {distance}、{verdict}</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>予期しない問題が起きました</translation>
    </message>
    <message>
        <source>This is a fault of the program, not yours. Nothing that was stored is lost, and the active version works as before.</source>
        <translation>プログラム側の不具合です。保存された内容は失われていません。稼働中のバージョンはこれまでどおり動きます。</translation>
    </message>
</context>
<context>
    <name>DamageDialog</name>
    <message>
        <source>A check of what is stored did not pass</source>
        <translation>保存内容の検査に合格しませんでした</translation>
    </message>
    <message>
        <source>{message} Nothing was changed. Give the report to whoever looks after this workstation; a backup of the workspace brings damaged files back.</source>
        <translation>{message}何も変更していません。レポートをこのワークステーションの管理者に渡してください。破損したファイルは、ワークスペースのバックアップから戻せます。</translation>
    </message>
</context>
<context>
    <name>DateBox</name>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy/MM/dd</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>yyyy/MM/dd HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>プロセッサー（CPU）</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>グラフィックスカード（CUDA）</translation>
    </message>
</context>
<context>
    <name>DeviceSection</name>
    <message>
        <source>Updates are computed by this device from the next one on. The choice belongs to the workspace and is noted in the activity log.</source>
        <translation>次の更新から、ここで選んだ装置で計算します。選択はワークスペースごとに保存され、操作履歴に記録されます。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>計算装置</translation>
    </message>
    <message>
        <source>Pictures are drawn with {runtime}; the fastest that works is taken.</source>
        <translation>画像の描画には {runtime} を使います（動作するもののうち最も速いものが選ばれます）。</translation>
    </message>
    <message>
        <source>The chosen device is not in this machine: updates cannot start.</source>
        <translation>選択した装置がこのマシンにないため、更新を開始できません。</translation>
    </message>
    <message>
        <source>The engine is looking at what there is…</source>
        <translation>使える装置を調べています…</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>まだわかりません。</translation>
    </message>
    <message>
        <source>Nothing of this kind that computes was found on this machine.</source>
        <translation>このマシンでは、計算に使えるものが見つかりませんでした。</translation>
    </message>
    <message>
        <source>The fastest that works; here that is {name}.</source>
        <translation>動作するもののうち最も速いもの。このマシンでは {name} です。</translation>
    </message>
    <message>
        <source>computes in bfloat16</source>
        <translation>bfloat16 で計算</translation>
    </message>
    <message>
        <source>computes in float32</source>
        <translation>float32 で計算</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 時間 {minutes} 分</translation>
    </message>
    <message>
        <source>{first} to {last} min</source>
        <translation>{first}～{last} 分</translation>
    </message>
    <message>
        <source>{first} to {last} s</source>
        <translation>{first}～{last} 秒</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}～{last}</translation>
    </message>
</context>
<context>
    <name>EngineSentence</name>
    <message>
        <source>{root} is not a Stable Diffusion folder: it holds no {index}. Choose the folder that diffusers wrote, with unet, vae, text_encoder, tokenizer and scheduler in it.</source>
        <translation>{root} は Stable Diffusion のフォルダーではありません：{index} がありません。unet、vae、text_encoder、tokenizer、scheduler が入った、diffusers が書き出したフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>This folder holds a {kind}; a base model has to be a {wanted}, that is Stable Diffusion 1 or 2.</source>
        <translation>このフォルダーの中身は {kind} です。ベースモデルは {wanted}、つまり Stable Diffusion 1 または 2 でなければなりません。</translation>
    </message>
    <message>
        <source>The {part} in this folder is {found}; a base model needs {wanted} of {library}. Choose another folder.</source>
        <translation>このフォルダーの {part} は {found} です。ベースモデルには {library} の {wanted} が必要です。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>This base model predicts {kind}; only {known} are supported. Choose another one.</source>
        <translation>このベースモデルは {kind} を予測しますが、使えるのは {known} だけです。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>This base model was trained with a noise schedule that is not supported; there are {known}. Choose another one.</source>
        <translation>このベースモデルの学習に使われたノイズスケジュールには対応していません。使えるのは {known} です。別のモデルを選んでください。</translation>
    </message>
    <message>
        <source>{part}/{file} could run code when it is opened, so it is not read. Save the model as safetensors, so that there is a {name}.</source>
        <translation>{part}/{file} は開くとプログラムを実行するおそれがあるため読みません。{name} ができるように、モデルを safetensors で保存してください。</translation>
    </message>
    <message>
        <source>The file {name} is missing from {root}. Copy the whole folder again.</source>
        <translation>{root} にファイル {name} がありません。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The file {name} in {root} is damaged: {error}. Copy the whole folder again.</source>
        <translation>{root} のファイル {name} は壊れています：{error}。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The file {name} in {root} holds no weights. Copy it again.</source>
        <translation>{root} のファイル {name} には重みがありません。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The file {name} in {root} cannot be read: {error}. Copy the whole folder again.</source>
        <translation>{root} のファイル {name} を読めません：{error}。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The file {name} in {root} is not what diffusers writes. Copy the whole folder again.</source>
        <translation>{root} のファイル {name} は diffusers が書き出したものではありません。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The base model in {root} does not say how large its pictures are (sample_size in unet/config.json). Copy the whole folder again.</source>
        <translation>{root} のベースモデルには画像の大きさ（unet/config.json の sample_size）が書かれていません。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The U-Net in {root} takes {channels} channels and its autoencoder makes {latents}: it is a model for inpainting or the like. Choose one that draws from text alone.</source>
        <translation>{root} の U-Net は {channels} チャンネルを受け取りますが、オートエンコーダーが作るのは {latents} チャンネルです：修復などのためのモデルです。文章だけから描くモデルを選んでください。</translation>
    </message>
    <message>
        <source>The U-Net in {root} reads sentences of {read} values a word and its text encoder writes {written}: they are of different models. Copy the whole folder again.</source>
        <translation>{root} の U-Net は 1 語あたり {read} 個の値を読みますが、テキストエンコーダーが書くのは {written} 個です：別々のモデルのものです。フォルダー全体をもう一度コピーしてください。</translation>
    </message>
    <message>
        <source>A stage of this U-Net has one layer alone, so no smaller student can be made of it. Choose a base model with at least two layers per stage.</source>
        <translation>この U-Net には層が 1 つしかない段があるため、小さい生徒モデルを作れません。どの段にも 2 層以上あるベースモデルを選んでください。</translation>
    </message>
    <message>
        <source>The base model takes {size} GB and only {free} GB are free on the workspace's disk. Free some space first.</source>
        <translation>ベースモデルには {size} GB 必要ですが、ワークスペースのディスクの空きは {free} GB だけです。先に空きを増やしてください。</translation>
    </message>
    <message>
        <source>This workspace has no base model. Name the folder of one when you make it.</source>
        <translation>このワークスペースにはベースモデルがありません。ワークスペースを作るときにフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>The base model's file {name} is missing or not what was copied. Restore the workspace from a backup.</source>
        <translation>ベースモデルのファイル {name} がないか、コピーしたときと違っています。バックアップからワークスペースを復元してください。</translation>
    </message>
    <message>
        <source>The list of the base model's files cannot be read. Restore the workspace from a backup.</source>
        <translation>ベースモデルのファイルの一覧を読めません。バックアップからワークスペースを復元してください。</translation>
    </message>
    <message>
        <source>This workspace has versions already, and they do not build on this base model. Make another workspace for it.</source>
        <translation>このワークスペースにはすでにバージョンがあり、このベースモデルを土台にしていません。別のワークスペースを作成してください。</translation>
    </message>
    <message>
        <source>This generator goes on from a base model, and the workspace has none. Choose the folder of one first.</source>
        <translation>この生成器はベースモデルを土台にしますが、ワークスペースにはありません。先にベースモデルのフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>This workspace draws with Stable Diffusion and has no base model. Choose the folder of one: pilotline init --base-model FOLDER.</source>
        <translation>このワークスペースは Stable Diffusion で描きますが、ベースモデルがありません。フォルダーを選んでください：pilotline init --base-model FOLDER</translation>
    </message>
    <message>
        <source>The strategy {strategy} learns from the steps on the way to a picture, which is not available for Stable Diffusion. Choose another strategy.</source>
        <translation>手法 {strategy} は画像ができる途中の段階から学習しますが、Stable Diffusion では使えません。別の手法を選んでください。</translation>
    </message>
    <message>
        <source>Memory does not suffice for this base model: teaching its {count} million weights needs about {needed} GB and {free} GB are free. Close other programs, or use a machine with more memory or a smaller base model.</source>
        <translation>このベースモデルにはメモリーが足りません：{count} 百万個の重みの学習に約 {needed} GB 必要ですが、空きは {free} GB です。ほかのプログラムを閉じるか、メモリーの多い機械か小さいベースモデルを使ってください。</translation>
    </message>
    <message>
        <source>The teacher of version {number} is too large for the student's runtime, so only its student was timed.</source>
        <translation>バージョン {number} の教師モデルは生徒モデルの実行環境には大きすぎるので、生徒モデルだけを計測しました。</translation>
    </message>
    <message>
        <source>What the generator was taught on top of.</source>
        <translation>生成器の学習の土台です。</translation>
    </message>
    <message>
        <source>The prompt {prompt} cannot be filled in: in braces there may only be the words product and class.</source>
        <translation>プロンプト {prompt} は埋められません：波かっこの中に書けるのは product と class だけです。</translation>
    </message>
    <message>
        <source>The prompt {prompt} has characters that cannot be shown.</source>
        <translation>プロンプト {prompt} に表示できない文字があります。</translation>
    </message>
    <message>
        <source>The prompt is longer than {most} characters.</source>
        <translation>プロンプトが {most} 文字を超えています。</translation>
    </message>
    <message>
        <source>The classes {one} and {other} have the same prompt, so that nothing tells them apart. Give each one of its own.</source>
        <translation>クラス {one} と {other} のプロンプトが同じなので区別できません。それぞれに別のプロンプトを付けてください。</translation>
    </message>
    <message>
        <source>; </source>
        <extracomment>Sentences as the engine forms them; {braces} stand for what it fills in. Holes that one figure fills; a fragment's figure must not swallow the fragment before it. Sentences hold fragments that hold fragments; none goes deeper than this.</extracomment>
        <translation>、</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>The file is larger than {limit} MB; no photograph is.</source>
        <translation>ファイルが {limit} MB を超えています。写真ではありません。</translation>
    </message>
    <message>
        <source>The file could not be read: {error}.</source>
        <translation>ファイルを読み込めませんでした：{error}。</translation>
    </message>
    <message>
        <source>The file is damaged: its {format} header.</source>
        <translation>ファイルが壊れています（{format} のヘッダー）。</translation>
    </message>
    <message>
        <source>The file is damaged: a check sum in it is wrong.</source>
        <translation>ファイルが壊れています（チェックサムが一致しません）。</translation>
    </message>
    <message>
        <source>The file is damaged: {error}.</source>
        <translation>ファイルが壊れています：{error}。</translation>
    </message>
    <message>
        <source>The file is cut off: its end is missing. Copy it again.</source>
        <translation>ファイルが途中で切れています。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>ファイルが空です。</translation>
    </message>
    <message>
        <source>Its pixels are {kind} values; save it with 8 or 16 bits a channel.</source>
        <translation>画素が {kind} 形式です。1 チャンネル 8 または 16 ビットで保存してください。</translation>
    </message>
    <message>
        <source>Its EXIF data is damaged, so which way up it belongs is unknown. Save it anew.</source>
        <translation>EXIF 情報が壊れていて画像の向きが分かりません。保存し直してください。</translation>
    </message>
    <message>
        <source>It is not a JPEG, PNG, BMP, TIFF or WebP picture.</source>
        <translation>JPEG、PNG、BMP、TIFF、WebP のいずれでもありません。</translation>
    </message>
    <message>
        <source>It is a text file, not a photograph.</source>
        <translation>写真ではなくテキストファイルです。</translation>
    </message>
    <message>
        <source>It is too large: {width} x {height} pixels, more than {limit} million pixels.</source>
        <translation>大きすぎます：{width} × {height} 画素（上限は {limit} 百万画素）。</translation>
    </message>
    <message>
        <source>It is too large: more than {limit} million pixels.</source>
        <translation>大きすぎます（上限は {limit} 百万画素）。</translation>
    </message>
    <message>
        <source>{format} pictures are not accepted; save it as PNG or JPEG.</source>
        <translation>{format} 形式は使えません。PNG または JPEG で保存してください。</translation>
    </message>
    <message>
        <source>{format} files are not accepted; save it as PNG or JPEG.</source>
        <translation>{format} ファイルは使えません。PNG または JPEG で保存してください。</translation>
    </message>
    <message>
        <source>{format} textures are not accepted; save it as PNG or JPEG.</source>
        <translation>{format} テクスチャは使えません。PNG または JPEG で保存してください。</translation>
    </message>
    <message>
        <source>It is a hidden or system file, not a photograph.</source>
        <translation>写真ではなく、隠しファイルまたはシステムファイルです。</translation>
    </message>
    <message>
        <source>Its name is not valid text. Rename it.</source>
        <translation>ファイル名が正しい文字列ではありません。名前を変えてください。</translation>
    </message>
    <message>
        <source>It stands beside the class folders. Move it into the folder of its class.</source>
        <translation>クラスのフォルダーの外にあります。該当するクラスのフォルダーに移してください。</translation>
    </message>
    <message>
        <source>1 photograph</source>
        <translation>写真 1 枚</translation>
    </message>
    <message>
        <source>{count} photographs</source>
        <translation>写真 {count} 枚</translation>
    </message>
    <message>
        <source>{names} and {rest} more</source>
        <translation>{names} ほか {rest} 件</translation>
    </message>
    <message>
        <source>Previews cannot go into {folder}: nothing is ever written to the photographs' folder.</source>
        <translation>{folder} にはプレビューを置けません。写真のフォルダーには何も書き込みません。</translation>
    </message>
    <message>
        <source>None of the {count} files is a usable photograph.</source>
        <translation>{count} 個のファイルの中に使える写真が 1 枚もありません。</translation>
    </message>
    <message>
        <source>No usable photograph, so no class: {names}.</source>
        <translation>使える写真がないためクラスになりません：{names}。</translation>
    </message>
    <message>
        <source>{grays} of {count} are gray, the others coloured.</source>
        <translation>{count}のうち {grays} 枚がグレー、残りはカラーです。</translation>
    </message>
    <message>
        <source>Only the first picture is used of files that hold several: {names}.</source>
        <translation>複数の画像を含むファイルは最初の 1 枚だけを使います：{names}。</translation>
    </message>
    <message>
        <source>Exact repetitions, which are left out: {count}.</source>
        <translation>まったく同じ写真 {count} 件は除外します。</translation>
    </message>
    <message>
        <source>The same picture stands under two class names, and is left out until it stands under one: {names}.</source>
        <translation>同じ写真が 2 つのクラスに入っています。1 つにまとめるまで除外します：{names}。</translation>
    </message>
    <message>
        <source>{count} photographs nearly repeat another; {listed} of them are listed.</source>
        <translation>{count} 枚の写真がほかの写真とほぼ同じです（うち {listed} 件を表示）。</translation>
    </message>
    <message>
        <source>{count} photographs nearly repeat another; more variety would teach more.</source>
        <translation>{count} 枚の写真がほかの写真とほぼ同じです。変化に富むほうがよく学習できます。</translation>
    </message>
    <message>
        <source>The photographs have {count} different sizes; {width} x {height} is the commonest ({share} of {total}).</source>
        <translation>写真の大きさが {count} 種類あります。最も多いのは {width} × {height} です（{total} 枚中 {share} 枚）。</translation>
    </message>
    <message>
        <source>Smaller than {side} pixels, so hardly of use: {names}.</source>
        <translation>{side} 画素より小さく、ほとんど役に立ちません：{names}。</translation>
    </message>
    <message>
        <source>All photographs lie in sub-folders of {name} and count as one class. If those sub-folders are the classes, choose that folder instead.</source>
        <translation>写真はすべて {name} の下のフォルダーにあり、1 つのクラスとして数えます。下のフォルダーがクラスなら、そのフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{count} in deeper folders count to the class of the first folder: {names}.</source>
        <translation>さらに深いフォルダーの{count}は、最初のフォルダーのクラスに数えます：{names}。</translation>
    </message>
    <message>
        <source>Class {name} has {count} to learn from; at least {fewest} are needed. Add more, or take the class out.</source>
        <translation>クラス {name} の学習に使えるのは{count}です。少なくとも {fewest} 枚必要です。写真を増やすか、このクラスを外してください。</translation>
    </message>
    <message>
        <source>Class {name} has only {count} to learn from; with {enough} or more the result is better.</source>
        <translation>クラス {name} の学習に使えるのは{count}だけです。{enough} 枚以上あると結果が良くなります。</translation>
    </message>
    <message>
        <source>The folder {root} holds no photographs. Choose a folder with images in it, or with one sub-folder for each class.</source>
        <translation>フォルダー {root} に写真がありません。画像の入ったフォルダー、またはクラスごとのフォルダーを含むフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>No folder was given. Choose the folder with the photographs.</source>
        <translation>フォルダーが指定されていません。写真のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The folder could not be opened: {error}.</source>
        <translation>フォルダーを開けませんでした：{error}。</translation>
    </message>
    <message>
        <source>The folder {root} does not exist. Check its name and that its drive is connected.</source>
        <translation>フォルダー {root} がありません。名前とドライブの接続を確認してください。</translation>
    </message>
    <message>
        <source>{root} is a file. Choose the folder that holds the photographs.</source>
        <translation>{root} はファイルです。写真の入ったフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The folder {root} cannot be opened: {error}. Ask for the right to read it, or copy it elsewhere.</source>
        <translation>フォルダー {root} を開けません：{error}。読み取りの権限を得るか、別の場所にコピーしてください。</translation>
    </message>
    <message>
        <source>The photograph {path} is missing. Put it back, or register the product again.</source>
        <translation>写真 {path} がありません。元に戻すか、製品を登録し直してください。</translation>
    </message>
    <message>
        <source>The photograph {path} was changed after it was registered. Put the original back, or register the product again.</source>
        <translation>写真 {path} は登録後に変更されています。元の写真に戻すか、製品を登録し直してください。</translation>
    </message>
    <message>
        <source>The photograph {path} cannot be used. {error}</source>
        <translation>写真 {path} は使えません。{error}</translation>
    </message>
    <message>
        <source>The picture {path} could not be written: {error}.</source>
        <translation>画像 {path} を書き込めませんでした：{error}。</translation>
    </message>
    <message>
        <source>{name} cannot be registered. {problems}</source>
        <translation>{name} は登録できません。{problems}</translation>
    </message>
    <message>
        <source>Photographs of {name}, {class_name}, are so alike that some of the acceptance set resemble ones that are learned: this class's figures will look better than they are.</source>
        <translation>{name} の {class_name} の写真は互いによく似ているため、検査用の一部が学習用に似てしまいます。このクラスの数値は実際より良く見えます。</translation>
    </message>
    <message>
        <source>A product named {name} exists already. Choose another name, or add the photographs to it (--to-existing).</source>
        <translation>{name} という製品はすでにあります。別の名前にするか、その製品に写真を追加してください（--to-existing）。</translation>
    </message>
    <message>
        <source>A product named {name} exists already and is retired. Choose another name.</source>
        <translation>{name} という製品はすでにあり、引退しています。別の名前にしてください。</translation>
    </message>
    <message>
        <source>There is a product {name} already. Choose another name, or add images to it.</source>
        <translation>{name} という製品はすでにあります。別の名前にしてください。</translation>
    </message>
    <message>
        <source>There is no usable image for {name}: nothing was registered.</source>
        <translation>{name} に使える画像がないため、何も登録しませんでした。</translation>
    </message>
    <message>
        <source>{name} is retired already.</source>
        <translation>{name} はすでに引退しています。</translation>
    </message>
    <message>
        <source>{name} is retired and takes no more images.</source>
        <translation>{name} は引退しているため、画像を追加できません。</translation>
    </message>
    <message>
        <source>Nothing was added to {name}. {problems}</source>
        <translation>{name} には何も追加されませんでした。{problems}</translation>
    </message>
    <message>
        <source>There is nothing in this folder that {name} does not have already.</source>
        <translation>このフォルダーの写真は、すべて {name} にすでに登録されています。</translation>
    </message>
    <message>
        <source>Registered with this product already, so left out: {count}.</source>
        <translation>この製品にすでに登録済みのため除外した写真：{count} 枚。</translation>
    </message>
    <message>
        <source>The photographs of {name} are gray and some of these are coloured; what is generated of it stays gray.</source>
        <translation>{name} の写真はグレーですが、追加する写真にはカラーのものがあります。生成される画像はグレーのままです。</translation>
    </message>
    <message>
        <source>No picture is to be exported. Select some first.</source>
        <translation>書き出す画像がありません。先に画像を選んでください。</translation>
    </message>
    <message>
        <source>The picture {file} cannot be read: {error}. Leave it out.</source>
        <translation>画像 {file} を読み込めません：{error}。この画像を除いてください。</translation>
    </message>
    <message>
        <source>{file} does not say that Pilotline has drawn it, so it is not exported as synthetic. Leave it out.</source>
        <translation>{file} には Pilotline が生成したという記録がないため、合成画像として書き出せません。この画像を除いてください。</translation>
    </message>
    <message>
        <source>The pictures could not be exported to {folder}: {error}</source>
        <translation>画像を {folder} に書き出せませんでした：{error}</translation>
    </message>
    <message>
        <source>{folder} holds other files ({example} ...). Choose an empty folder.</source>
        <translation>{folder} には別のファイル（{example} など）があります。空のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{rating} is no rating. Give 1 to {highest}, or 0 for none.</source>
        <translation>{rating} は評価として使えません。1～{highest}、または評価なしの 0 を指定してください。</translation>
    </message>
    <message>
        <source>The judgement could not be written to {file}: {error}.</source>
        <translation>判定を {file} に書き込めませんでした：{error}。</translation>
    </message>
    <message>
        <source>{file} is not among the workspace's generated pictures, so it cannot be judged.</source>
        <translation>{file} はこのワークスペースで生成した画像ではないため、判定できません。</translation>
    </message>
    <message>
        <source>{name} is not in the trash.</source>
        <translation>{name} はごみ箱にありません。</translation>
    </message>
    <message>
        <source>There is no product {name} in the trash.</source>
        <translation>ごみ箱に製品 {name} はありません。</translation>
    </message>
    <message>
        <source>{name} is not retired.</source>
        <translation>{name} は引退していません。</translation>
    </message>
    <message>
        <source>A version has learned {name}, and versions never change. Retire the product instead; the next version will not know it.</source>
        <translation>{name} はすでにバージョンが学習しており、バージョンは変更できません。代わりに製品を引退させてください。次のバージョンには含まれなくなります。</translation>
    </message>
    <message>
        <source>A version has learned {name} under this name, and versions never change. Only the part number can be corrected.</source>
        <translation>{name} はこの名前でバージョンが学習しており、バージョンは変更できません。修正できるのは品番だけです。</translation>
    </message>
    <message>
        <source>Job {number} is to teach {name}. Give that update up first.</source>
        <translation>更新 {number} が {name} を学習する予定です。先にその更新を中止してください。</translation>
    </message>
    <message>
        <source>Job {number} is to teach {name}. Rename the product before or after that.</source>
        <translation>更新 {number} が {name} を学習する予定です。名前の変更は、その前か後に行ってください。</translation>
    </message>
    <message>
        <source>A product {name} lies in the trash. Choose another name, or put it back.</source>
        <translation>製品 {name} がごみ箱にあります。別の名前にするか、ごみ箱から戻してください。</translation>
    </message>
    <message>
        <source>The active version has been made without {name}. Register it again under a new name to learn it.</source>
        <translation>稼働中のバージョンは {name} を除いて作られています。学習させるには、新しい名前で登録し直してください。</translation>
    </message>
    <message>
        <source>Job {number} is {state}, so it does not wait in a queue.</source>
        <translation>更新 {number} は「{state}」なので、待ち列にありません。</translation>
    </message>
    <message>
        <source>{product}: {kept}; {assigned}</source>
        <translation>{product}：{kept}、{assigned}</translation>
    </message>
    <message>
        <source>newly learned</source>
        <translation>新規に学習</translation>
    </message>
    <message>
        <source>retention unverified</source>
        <translation>保持率は未確認</translation>
    </message>
    <message>
        <source>{retained} retained</source>
        <translation>保持率 {retained}</translation>
    </message>
    <message>
        <source>{retained} retained ({low} to {high})</source>
        <translation>保持率 {retained}（{low}～{high}）</translation>
    </message>
    <message>
        <source>{share} of generated images are the asked class</source>
        <translation>生成画像の {share} が指定したクラス</translation>
    </message>
    <message>
        <source>{share} of real images recognised</source>
        <translation>実画像の正解率 {share}</translation>
    </message>
    <message>
        <source>{classes} less varied than before</source>
        <translation>{classes} は以前より多様さが減っています</translation>
    </message>
    <message>
        <source>{share} of generated images copy a photograph</source>
        <translation>生成画像の {share} が写真の複製</translation>
    </message>
    <message>
        <source>{summary}. Not enough: {faults}.</source>
        <translation>{summary}。不足：{faults}。</translation>
    </message>
    <message>
        <source>retention {value} is below the required {least}</source>
        <translation>保持率 {value} が必要な {least} を下回っています</translation>
    </message>
    <message>
        <source>assigned share {value} is below the required {least}</source>
        <translation>指定クラスの割合 {value} が必要な {least} を下回っています</translation>
    </message>
    <message>
        <source>accuracy {value} is below the required {least}</source>
        <translation>正解率 {value} が必要な {least} を下回っています</translation>
    </message>
    <message>
        <source>usefulness {value} is below the required {least}</source>
        <translation>有用性 {value} が必要な {least} を下回っています</translation>
    </message>
    <message>
        <source>copies of photographs {value} are above the allowed {most}</source>
        <translation>写真の複製 {value} が許容値 {most} を上回っています</translation>
    </message>
    <message>
        <source>Version {number} did not pass and is kept as rejected; attempt {attempt} goes on with stronger settings. {why}</source>
        <translation>バージョン {number} は不合格となり、却下として残します。設定を強めて {attempt} 回目の学習を続けます。{why}</translation>
    </message>
    <message>
        <source>The student draws worse than its teacher: distance {ratio} times the teacher's, at most {limit} is allowed.</source>
        <translation>生徒モデルの画像が教師モデルより劣ります：距離は教師の {ratio} 倍（許容は {limit} 倍まで）。</translation>
    </message>
    <message>
        <source>The setting student_bits is 8 or 32, not {value}.</source>
        <translation>設定 student_bits は 8 か 32 です（{value} は使えません）。</translation>
    </message>
    <message>
        <source>A student with a timestep budget (student_work) cannot take 8 bits (student_bits). Set only one of the two.</source>
        <translation>時刻別の計算予算（student_work）のある生徒モデルは 8 ビット（student_bits）にできません。どちらか一方だけを設定してください。</translation>
    </message>
    <message>
        <source>{count} pictures at a time are what fits into memory.</source>
        <translation>メモリーに入るのは一度に {count} 枚です。</translation>
    </message>
    <message>
        <source>All {count} pictures of a step fit into memory at once.</source>
        <translation>1 ステップの {count} 枚がすべて一度にメモリーに入ります。</translation>
    </message>
    <message>
        <source>The {count} pictures of a step are taken {size} at a time.</source>
        <translation>1 ステップの {count} 枚を一度に {size} 枚ずつ処理します。</translation>
    </message>
    <message>
        <source>Version {number} waits for approval: {reason}</source>
        <translation>バージョン {number} は承認待ちです：{reason}</translation>
    </message>
    <message>
        <source>The disk lacks room: the update needs {needed} MB and {free} MB are free. Free some space or move the workspace.</source>
        <translation>ディスクの空きが足りません：更新に {needed} MB 必要ですが、空きは {free} MB です。空きを作るか、ワークスペースを移してください。</translation>
    </message>
    <message>
        <source>Memory is short: about {needed} MB are needed and {free} MB are free. Close other programs or choose a smaller image size.</source>
        <translation>メモリーが足りません：約 {needed} MB 必要ですが、空きは {free} MB です。ほかのプログラムを閉じるか、小さい画像サイズを選んでください。</translation>
    </message>
    <message>
        <source>{count} photographs of {name} are no longer where they were registered, for example {example}. Bring the folder back, or register the product again from its new place.</source>
        <translation>{name} の写真 {count} 枚が登録した場所にありません（例：{example}）。フォルダーを戻すか、新しい場所から製品を登録し直してください。</translation>
    </message>
    <message>
        <source>{name} has only {count} images of {class_name}; more would make them more varied.</source>
        <translation>{name} の {class_name} の画像は {count} 枚だけです。増やすと、より変化に富んだ画像になります。</translation>
    </message>
    <message>
        <source>There is nothing to learn yet: register a product with a folder of photographs first.</source>
        <translation>学習するものがありません。まず写真のフォルダーで製品を登録してください。</translation>
    </message>
    <message>
        <source>There is nothing to learn: the active version knows every product and no new photographs wait. Register a product or add photographs first.</source>
        <translation>学習するものがありません。稼働中のバージョンはすべての製品を知っており、学習待ちの写真もありません。製品を登録するか、写真を追加してください。</translation>
    </message>
    <message>
        <source>Every product that the active version knows is retired, so a version without them would know nothing. Register another product first.</source>
        <translation>稼働中のバージョンが知っている製品はすべて引退しているため、それらを除くと何も知らないバージョンになります。先に別の製品を登録してください。</translation>
    </message>
    <message>
        <source>The strategy {name} learns from new photographs alone, and none wait. Choose another strategy to leave out what is retired.</source>
        <translation>手法 {name} は新しい写真だけから学習しますが、学習待ちの写真がありません。引退した製品を除くには別の手法を選んでください。</translation>
    </message>
    <message>
        <source>{name} is retired; register it again under a new name to learn it.</source>
        <translation>{name} は引退しています。学習するには新しい名前で登録し直してください。</translation>
    </message>
    <message>
        <source>The active version knows {name} already and none of its photographs wait; leave it out, or add photographs to it first.</source>
        <translation>稼働中のバージョンはすでに {name} を知っており、学習待ちの写真もありません。外すか、先に写真を追加してください。</translation>
    </message>
    <message>
        <source>{name} is known already and learns from {count} more photographs.</source>
        <translation>{name} は学習済みで、追加の写真 {count} 枚からさらに学習します。</translation>
    </message>
    <message>
        <source>New classes of {name}: {names}.</source>
        <translation>{name} の新しいクラス：{names}。</translation>
    </message>
    <message>
        <source>The new version will no longer know what is retired: {names}.</source>
        <translation>新しいバージョンは引退した製品を知らなくなります：{names}。</translation>
    </message>
    <message>
        <source>Nothing new waits: the new version will only leave out what is retired: {names}.</source>
        <translation>学習待ちの写真はありません。新しいバージョンは引退した製品を除くだけです：{names}。</translation>
    </message>
    <message>
        <source>Memory ran out; going on with {count} pictures at a time.</source>
        <translation>メモリーが足りなくなったため、一度に {count} 枚で続けます。</translation>
    </message>
    <message>
        <source>There is not enough memory for even one picture at a time: close other programs or choose a smaller image size in the workspace's settings, then resume the job.</source>
        <translation>一度に 1 枚でもメモリーが足りません。ほかのプログラムを閉じるか、ワークスペースの設定で小さい画像サイズを選んでから再開してください。</translation>
    </message>
    <message>
        <source>Not even one picture at a time fits into this machine's memory: close other programs or choose a smaller image size in the workspace's settings.</source>
        <translation>一度に 1 枚でもこの機械のメモリーに入りません。ほかのプログラムを閉じるか、ワークスペースの設定で小さい画像サイズを選んでください。</translation>
    </message>
    <message>
        <source>The exported network differs from the trained one by {difference}; at most {limit} is allowed. Nothing was exported.</source>
        <translation>書き出したネットワークと学習したネットワークの差が {difference} です（許容は {limit} まで）。何も書き出しませんでした。</translation>
    </message>
    <message>
        <source>The memory of this workstation ran out. Close other programs, or choose a smaller image size or the quick preset, and resume.</source>
        <translation>このワークステーションのメモリーが足りなくなりました。ほかのプログラムを閉じるか、小さい画像サイズまたは「速い」を選んで再開してください。</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, for example under Storage, and resume.</source>
        <translation>ディスクがいっぱいです。「設定」の「ストレージ」などで空きを作ってから再開してください。</translation>
    </message>
    <message>
        <source>Something unexpected happened: {name}: {error}</source>
        <translation>予期しない問題が起きました：{name}：{error}</translation>
    </message>
    <message>
        <source>The same update is {state} already, as job {number}.</source>
        <translation>同じ更新がすでにあります（ジョブ {number}、{state}）。</translation>
    </message>
    <message>
        <source>Job {number} is running in process {process}, and one update at a time uses the whole machine. Wait until it has ended, or pause it first.</source>
        <translation>ジョブ {number} がプロセス {process} で実行中です。更新は一度に 1 つだけ機械全体を使います。終わるのを待つか、先に一時停止してください。</translation>
    </message>
    <message>
        <source>Job {number} is running in process {process}. Cancel it there.</source>
        <translation>ジョブ {number} はプロセス {process} で実行中です。そちらで中止してください。</translation>
    </message>
    <message>
        <source>Job {number} is not running here, so it cannot be paused.</source>
        <translation>ジョブ {number} はここでは実行されていないため、一時停止できません。</translation>
    </message>
    <message>
        <source>Job {number} is {state}; it cannot become {next_state}.</source>
        <translation>ジョブ {number} は「{state}」なので、「{next_state}」にできません。</translation>
    </message>
    <message>
        <source>An update is running. Pause it before you open another workspace.</source>
        <translation>更新の実行中です。別のワークスペースを開く前に一時停止してください。</translation>
    </message>
    <message>
        <source>A driver or library stopped the engine. Everything up to its last checkpoint is kept.</source>
        <translation>ドライバーまたはライブラリーがエンジンを止めました。最後のチェックポイントまでの内容は残っています。</translation>
    </message>
    <message>
        <source>The engine was ended from outside, most likely by the system because memory ran out. Everything up to its last checkpoint is kept.</source>
        <translation>エンジンが外部から終了されました。おそらくメモリー不足のためシステムが終了しました。最後のチェックポイントまでの内容は残っています。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly (exit code {exit_code}). Everything up to its last checkpoint is kept.</source>
        <translation>エンジンが予期せず終了しました（終了コード {exit_code}）。最後のチェックポイントまでの内容は残っています。</translation>
    </message>
    <message>
        <source>Its worker process ended without a word.</source>
        <translation>ワーカープロセスが何も言わずに終了しました。</translation>
    </message>
    <message>
        <source>The worker is busy. Wait until it has finished.</source>
        <translation>エンジンが作業中です。終わるまでお待ちください。</translation>
    </message>
    <message>
        <source>No update can build on version {number}: its teacher was freed to save space. Roll back to a version that has kept its teacher, and update from there: {numbers}.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されているため、このバージョンからは更新できません。教師モデルが残っているバージョンに戻してから更新してください：{numbers}。</translation>
    </message>
    <message>
        <source>No update can build on version {number}: its teacher was freed to save space. Approve a version that has kept its teacher, and update from there: {numbers}.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されているため、このバージョンからは更新できません。教師モデルが残っているバージョンを承認してから更新してください：{numbers}。</translation>
    </message>
    <message>
        <source>No update can build on version {number}: its teacher was freed to save space, and no other version has kept one. Register the products in a new workspace to go on learning.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されており、ほかのバージョンにも残っていません。学習を続けるには、新しいワークスペースに製品を登録してください。</translation>
    </message>
    <message>
        <source>Freed the teachers of old versions to save space: {numbers}.</source>
        <translation>空き容量のために、古いバージョンの教師モデルを削除しました：{numbers}。</translation>
    </message>
    <message>
        <source>Old teachers were not freed: {error}</source>
        <translation>古い教師モデルを削除できませんでした：{error}</translation>
    </message>
    <message>
        <source>Version {number} is active already.</source>
        <translation>バージョン {number} はすでに稼働中です。</translation>
    </message>
    <message>
        <source>Version {number} was approved before. Roll back to it to make it active again.</source>
        <translation>バージョン {number} は以前承認されています。もう一度稼働させるには、そのバージョンに戻してください。</translation>
    </message>
    <message>
        <source>Version {number} is {state} and cannot be approved.</source>
        <translation>バージョン {number} は「{state}」なので承認できません。</translation>
    </message>
    <message>
        <source>Version {number} was rejected and cannot be approved. {why}</source>
        <translation>バージョン {number} は不合格のため承認できません。{why}</translation>
    </message>
    <message>
        <source>Version {number} is {state}. Only a version that was approved can be gone back to.</source>
        <translation>バージョン {number} は「{state}」です。戻せるのは承認されたバージョンだけです。</translation>
    </message>
    <message>
        <source>Version {number} is {state}. Only an approved version can be gone back to.</source>
        <translation>バージョン {number} は「{state}」です。戻せるのは承認されたバージョンだけです。</translation>
    </message>
    <message>
        <source>Version {number} is {state} and cannot become active.</source>
        <translation>バージョン {number} は「{state}」なので稼働できません。</translation>
    </message>
    <message>
        <source>Nothing is live yet, so there is nothing to go back from.</source>
        <translation>まだ稼働中のバージョンがないため、戻すものがありません。</translation>
    </message>
    <message>
        <source>Only one version has ever been live, so there is none to go back to.</source>
        <translation>稼働したバージョンは 1 つだけなので、戻る先がありません。</translation>
    </message>
    <message>
        <source>Nothing is live yet: run an update and approve it.</source>
        <translation>まだ稼働中のバージョンがありません。更新を実行して承認してください。</translation>
    </message>
    <message>
        <source>{name} is retired and version {number} was made without it. Versions that still know it: {numbers}.</source>
        <translation>{name} は引退しており、バージョン {number} はこの製品なしで作られました。まだ知っているバージョン：{numbers}。</translation>
    </message>
    <message>
        <source>Version {number} has not learned {name}. Choose a version that has: {numbers}.</source>
        <translation>バージョン {number} は {name} を学習していません。学習したバージョンを選んでください：{numbers}。</translation>
    </message>
    <message>
        <source>Version {number} has not learned {name}. Run an update with it first.</source>
        <translation>バージョン {number} は {name} を学習していません。先にこの製品で更新を実行してください。</translation>
    </message>
    <message>
        <source>Version {number} knows no class {class_name} of {name}. Its classes: {names}.</source>
        <translation>バージョン {number} は {name} のクラス {class_name} を知りません。クラス：{names}。</translation>
    </message>
    <message>
        <source>{count} images cannot be drawn at once. Ask for 1 to {limit}.</source>
        <translation>{count} 枚を一度に生成することはできません。1 から {limit} の間で指定してください。</translation>
    </message>
    <message>
        <source>The seed {seed} is out of range. Use 0 to {limit}.</source>
        <translation>シード {seed} は範囲外です。0 から {limit} の間で指定してください。</translation>
    </message>
    <message>
        <source>{folder} lies inside the photographs of {name}, which Pilotline never writes to. Choose another folder.</source>
        <translation>{folder} は {name} の写真のフォルダーの中です。そこには書き込みません。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {error}. Choose another one.</source>
        <translation>フォルダー {folder} を作れません：{error}。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{path} is there already and is another picture. Choose another folder.</source>
        <translation>{path} には別の画像がすでにあります。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The {role} of version {number} is missing or not what was stored. Roll back to another version, or restore the workspace from a backup.</source>
        <translation>バージョン {number} の {role} が失われたか、保存時と違います。別のバージョンに戻すか、バックアップからワークスペースを復元してください。</translation>
    </message>
    <message>
        <source>{count} files of version {number} hold what was recorded (SHA-256).</source>
        <translation>バージョン {number} のファイル {count} 個が記録どおりです（SHA-256）。</translation>
    </message>
    <message>
        <source>{count} canary images drawn again: identical, bit for bit ({runtime}).</source>
        <translation>カナリア画像 {count} 枚を描き直し、1 ビットも違わず一致しました（{runtime}）。</translation>
    </message>
    <message>
        <source>{count} canary images drawn again on another runtime or processor ({runtime}): the largest mean difference is {difference} of 255 gray levels; {limit} are allowed.</source>
        <translation>別の実行環境でカナリア画像 {count} 枚を描き直しました（{runtime}）：平均差は最大 {difference} / 255 階調（許容 {limit}）。</translation>
    </message>
    <message>
        <source>{count} canary images drawn again on the same runtime ({runtime}): the largest mean difference is {difference} of 255 gray levels; no difference is allowed.</source>
        <translation>同じ実行環境でカナリア画像 {count} 枚を描き直しました（{runtime}）：平均差は最大 {difference} / 255 階調（差は許容されません）。</translation>
    </message>
    <message>
        <source>Version {number} does not draw what it drew when it was made. {sentence} The active version stays as it is.</source>
        <translation>バージョン {number} は作られた時と同じ画像を描きません。{sentence}稼働中のバージョンはそのままです。</translation>
    </message>
    <message>
        <source>Version {number} has no {role} stored, so it cannot be proven.</source>
        <translation>バージョン {number} には {role} が保存されていないため、証明できません。</translation>
    </message>
    <message>
        <source>Artifact {sha256} is missing from {root}.</source>
        <translation>{root} に保存ファイル {sha256} がありません。</translation>
    </message>
    <message>
        <source>Artifact {sha256} does not hold what was stored.</source>
        <translation>保存ファイル {sha256} の内容が保存時と違います。</translation>
    </message>
    <message>
        <source>Another program keeps the workspace's database locked. Close it and try again.</source>
        <translation>別のプログラムがワークスペースのデータベースを使っています。閉じてからやり直してください。</translation>
    </message>
    <message>
        <source>The disk that holds the workspace is full. Free some space and try again.</source>
        <translation>ワークスペースのディスクがいっぱいです。空きを作ってからやり直してください。</translation>
    </message>
    <message>
        <source>The workspace cannot be written to. Check the permissions of its folder.</source>
        <translation>ワークスペースに書き込めません。フォルダーの権限を確認してください。</translation>
    </message>
    <message>
        <source>The workspace's database cannot be opened. Check that its folder exists and is yours.</source>
        <translation>ワークスペースのデータベースを開けません。フォルダーがあるか、自分のものかを確認してください。</translation>
    </message>
    <message>
        <source>The disk that holds the workspace reports errors. Check the disk.</source>
        <translation>ワークスペースのディスクにエラーがあります。ディスクを点検してください。</translation>
    </message>
    <message>
        <source>The workspace's database is damaged. Copies of it are in the folder `backups`.</source>
        <translation>ワークスペースのデータベースが壊れています。コピーは `backups` フォルダーにあります。</translation>
    </message>
    <message>
        <source>The workspace could not be read.</source>
        <translation>ワークスペースを読み込めませんでした。</translation>
    </message>
    <message>
        <source>No workspace is open. Open one first.</source>
        <translation>ワークスペースが開かれていません。先に開いてください。</translation>
    </message>
    <message>
        <source>This workspace was last used by a newer Pilotline: its database has revision {revision}, this program knows {known}. Install the newer Pilotline, or open a backup from the workspace's folder `backups`. Nothing has been changed.</source>
        <translation>このワークスペースは新しい Pilotline で使われました（データベースは {revision}、このプログラムは {known} まで）。新しい Pilotline をインストールするか、`backups` フォルダーのバックアップを開いてください。何も変更していません。</translation>
    </message>
    <message>
        <source>The workspace in {root} was never completed. Create it again with `pilotline init`.</source>
        <translation>{root} のワークスペースは作成が完了していません。`pilotline init` で作り直してください。</translation>
    </message>
    <message>
        <source>{root} is a file. Choose a folder for the workspace.</source>
        <translation>{root} はファイルです。ワークスペースにするフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{root} holds other files ({example} ...). Choose an empty folder for the workspace.</source>
        <translation>{root} にはほかのファイルがあります（{example} など）。空のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Approved by the update policy: every check of the gate passed.</source>
        <translation>更新ポリシーにより承認：ゲートのすべての検査に合格。</translation>
    </message>
    <message>
        <source>The teacher of version {number} was freed to save space: it draws and recognises as before, but no update can build on it.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されています。生成と認識はこれまでどおりできますが、このバージョンからは更新できません。</translation>
    </message>
    <message>
        <source>The teacher of version {number} was freed to save space, so only its student was timed.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されているので、生徒モデルだけを計測しました。</translation>
    </message>
    <message>
        <source>Version {number} has neither acceptance nor generated pictures stored, so there is nothing to look through.</source>
        <translation>バージョン {number} には検査用の写真も生成画像も保存されていないため、調べる対象がありません。</translation>
    </message>
    <message>
        <source>The teacher of version {number} was freed to save space, and students are cut from a teacher. Choose a version that has kept its teacher.</source>
        <translation>バージョン {number} の教師モデルは空き容量のために削除されています。生徒モデルは教師モデルから作るので、教師モデルの残っているバージョンを選んでください。</translation>
    </message>
    <message>
        <source>Only the generator of best quality has students of several sizes. This workspace's generator draws with one.</source>
        <translation>大きさの違う生徒モデルを作れるのは最高品質の生成器だけです。このワークスペースの生成器には 1 種類しかありません。</translation>
    </message>
    <message>
        <source>{target} is a folder. Name a file for the report.</source>
        <translation>{target} はフォルダーです。報告書のファイル名を指定してください。</translation>
    </message>
    <message>
        <source>The report {target} could not be written: {error}. Choose another place.</source>
        <translation>報告書 {target} を書き込めませんでした：{error}。別の場所を選んでください。</translation>
    </message>
    <message>
        <source>All records.</source>
        <translation>すべての記録です。</translation>
    </message>
    <message>
        <source>Images that were generated here.</source>
        <translation>ここで生成した画像です。</translation>
    </message>
    <message>
        <source>What happened when.</source>
        <translation>動作の記録です。</translation>
    </message>
    <message>
        <source>Made again when needed.</source>
        <translation>必要なときに作り直されます。</translation>
    </message>
    <message>
        <source>Weights and acceptance images that versions and products use.</source>
        <translation>バージョンの重みと、製品の検査用画像です。</translation>
    </message>
    <message>
        <source>No version and no product uses them; left by work that was given up.</source>
        <translation>どのバージョンも製品も使っていません。中止した作業の残りです。</translation>
    </message>
    <message>
        <source>Left over when their teachers were freed.</source>
        <translation>教師モデルを削除したときの残りです。</translation>
    </message>
    <message>
        <source>No update needs the teachers of these versions: {numbers}.</source>
        <translation>次のバージョンの教師モデルは、どの更新にも必要ありません：{numbers}。</translation>
    </message>
    <message>
        <source>The job queue does not know this job.</source>
        <translation>この作業は一覧にありません。</translation>
    </message>
    <message>
        <source>Job {number} has ended and needs them no more.</source>
        <translation>更新 {number} は終了しているため、もう必要ありません。</translation>
    </message>
    <message>
        <source>Job {number} is {state} and goes on from them.</source>
        <translation>更新 {number} は「{state}」で、ここから再開します。</translation>
    </message>
    <message>
        <source>Newer backups stay.</source>
        <translation>より新しいバックアップが残ります。</translation>
    </message>
    <message>
        <source>{processor}, {cores} cores</source>
        <translation>{processor}、{cores} コア</translation>
    </message>
    <message>
        <source>{processor}, {cores} cores, {memory} GB, {accelerator}; {system}, Python {python}</source>
        <translation>{processor}、{cores} コア、{memory} GB、{accelerator}。{system}、Python {python}</translation>
    </message>
    <message>
        <source>no GPU</source>
        <translation>GPU なし</translation>
    </message>
    <message>
        <source>The records as they were before a new release.</source>
        <translation>新しいリリースの前の記録です。</translation>
    </message>
    <message>
        <source>{state}: no update will ever build on it</source>
        <translation>「{state}」のため、これを元にする更新はありません</translation>
    </message>
    <message>
        <source>not among the newest {count}, and nothing waits for it</source>
        <translation>最新の {count} 件に含まれず、待っている作業もありません</translation>
    </message>
    <message>
        <source>Database: the guard {name} is missing.</source>
        <translation>データベース：保護 {name} がありません。</translation>
    </message>
    <message>
        <source>Artifact {sha256}, used by {owner}, is missing.</source>
        <translation>{owner} が使うファイル {sha256} がありません。</translation>
    </message>
    <message>
        <source>Artifact {sha256}, used by {owner}, is not what was stored.</source>
        <translation>{owner} が使うファイル {sha256} の内容が、保存したときと異なります。</translation>
    </message>
    <message>
        <source>Activity log: line {expected} is missing; line {number} stands in its place.</source>
        <translation>操作履歴：{expected} 行目がなく、その位置に {number} 行目があります。</translation>
    </message>
    <message>
        <source>Activity log: line {expected} does not follow the line before it.</source>
        <translation>操作履歴：{expected} 行目が前の行につながっていません。</translation>
    </message>
    <message>
        <source>Activity log: line {expected} has been changed after it was written.</source>
        <translation>操作履歴：{expected} 行目が、書き込まれた後に変更されています。</translation>
    </message>
    <message>
        <source>Activity log: the line that says version {number} was committed is missing.</source>
        <translation>操作履歴：バージョン {number} の保存を示す行がありません。</translation>
    </message>
    <message>
        <source>Activity log: the line that says the teacher of version {number} was freed is missing.</source>
        <translation>操作履歴：バージョン {number} の教師モデルの削除を示す行がありません。</translation>
    </message>
    <message>
        <source>Activity log and activation ledger disagree about which versions were active.</source>
        <translation>操作履歴と稼働台帳で、稼働していたバージョンが一致しません。</translation>
    </message>
    <message>
        <source>The settings ask for CUDA, and this machine has no GPU that computes with it. Choose another device in the settings.</source>
        <translation>設定では CUDA が指定されていますが、このマシンには CUDA で計算できる GPU がありません。設定でほかの装置を選んでください。</translation>
    </message>
    <message>
        <source>{name} cannot be {value}. Give {wanted}.</source>
        <translation>{name} を {value} にすることはできません。次の範囲で指定してください：{wanted}。</translation>
    </message>
    <message>
        <source>The generator cannot change any more: the versions in this workspace are of the earlier one. Make another workspace for another generator.</source>
        <translation>生成器はもう変更できません。このワークスペースのバージョンは今の生成器のものです。別の生成器を使うには、別のワークスペースを作成してください。</translation>
    </message>
    <message>
        <source>The strategy {strategy} learns from the steps of a diffusion model, and this workspace's generator draws in one. Choose another strategy.</source>
        <translation>手法 {strategy} は拡散モデルの途中の段階から学習しますが、このワークスペースの生成器は一度で描きます。別の手法を選んでください。</translation>
    </message>
    <message>
        <source>Version {number} is not a diffusion model, and diffusers has no place for it. Export it as onnx.</source>
        <translation>バージョン {number} は拡散モデルではないため、diffusers 形式では書き出せません。onnx 形式で書き出してください。</translation>
    </message>
    <message>
        <source>This release has no generator family {name}; it has: {names}. Use the release that made the workspace, or a later one.</source>
        <translation>このリリースには生成器の種類 {name} がありません。使えるもの: {names}。ワークスペースを作成したリリース、またはそれ以降のリリースを使ってください。</translation>
    </message>
    <message>
        <source>There is no workspace in {root}. Choose the folder of one, or create a new one.</source>
        <translation>{root} にはワークスペースがありません。ワークスペースのフォルダーを選ぶか、新しく作成してください。</translation>
    </message>
    <message>
        <source>There is a workspace in {root} already. Open it.</source>
        <translation>{root} にはすでにワークスペースがあります。それを開いてください。</translation>
    </message>
    <message>
        <source>An update is running. Pause it before you move the workspace.</source>
        <translation>更新の実行中です。ワークスペースを移動する前に一時停止してください。</translation>
    </message>
    <message>
        <source>Something else is being done. Move the workspace when that is through.</source>
        <translation>ほかの処理の実行中です。終わってからワークスペースを移動してください。</translation>
    </message>
    <message>
        <source>The workspace is being moved. Try again in a moment.</source>
        <translation>ワークスペースを移動しています。しばらくしてからやり直してください。</translation>
    </message>
    <message>
        <source>The workspace cannot be moved to {target}: {error}. It is still in {root}.</source>
        <translation>ワークスペースを {target} に移動できません：{error}。{root} に残っています。</translation>
    </message>
    <message>
        <source>The workspace is in {root} already.</source>
        <translation>ワークスペースはすでに {root} にあります。</translation>
    </message>
    <message>
        <source>{target} lies inside the workspace. Choose a folder outside of it.</source>
        <translation>{target} はワークスペースの中にあります。外のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>{target} is not empty. Choose an empty or a new folder.</source>
        <translation>{target} は空ではありません。空のフォルダーか新しいフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The disk of {target} lacks room: the workspace takes {needed} MB and {free} MB are free. Free some space or choose another disk.</source>
        <translation>{target} のディスクの空きが足りません：ワークスペースは {needed} MB、空きは {free} MB です。空きを作るか、ほかのディスクを選んでください。</translation>
    </message>
    <message>
        <source>{twin} does not hold what was copied to it. Check that disk, and move again. The workspace is still in {root}.</source>
        <translation>{twin} の内容がコピー元と一致しません。ディスクを点検して、もう一度移動してください。ワークスペースは {root} に残っています。</translation>
    </message>
</context>
<context>
    <name>EngineSetting</name>
    <message>
        <source>Strategy</source>
        <translation>忘却を防ぐ方式</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Steps of the teacher</source>
        <translation>教師モデルの学習回数</translation>
    </message>
    <message>
        <source>Learning rate of the teacher</source>
        <translation>教師モデルの学習率</translation>
    </message>
    <message>
        <source>Steps of the student</source>
        <translation>生徒モデルの学習回数</translation>
    </message>
    <message>
        <source>Learning rate of the student</source>
        <translation>生徒モデルの学習率</translation>
    </message>
    <message>
        <source>Size of the student</source>
        <translation>生徒モデルの大きさ</translation>
    </message>
    <message>
        <source>Blocks of the student</source>
        <translation>生徒モデルのブロック</translation>
    </message>
    <message>
        <source>Work of the student per step</source>
        <translation>生徒モデルの 1 ステップの計算量</translation>
    </message>
    <message>
        <source>Bits of the student’s weights</source>
        <translation>生徒モデルの重みのビット数</translation>
    </message>
    <message>
        <source>Rank of the adapters</source>
        <translation>アダプターのランク</translation>
    </message>
    <message>
        <source>Steps of the recogniser</source>
        <translation>認識器の学習回数</translation>
    </message>
    <message>
        <source>Size of the picture search</source>
        <translation>類似画像検索モデルの大きさ</translation>
    </message>
    <message>
        <source>Replayed pictures per class</source>
        <translation>クラスごとの復習画像数</translation>
    </message>
    <message>
        <source>Sampler steps of replay</source>
        <translation>復習画像の描画回数</translation>
    </message>
    <message>
        <source>Sampler steps of the version</source>
        <translation>このバージョンの描画回数</translation>
    </message>
    <message>
        <source>Measured pictures per class</source>
        <translation>クラスごとの測定画像数</translation>
    </message>
    <message>
        <source>Steps of the usefulness test</source>
        <translation>有用性テストの学習回数</translation>
    </message>
    <message>
        <source>Canary pictures per class</source>
        <translation>クラスごとのカナリア画像数</translation>
    </message>
    <message>
        <source>Decay of the average</source>
        <translation>平均化の減衰率</translation>
    </message>
    <message>
        <source>Seconds between checkpoints</source>
        <translation>チェックポイントの間隔（秒）</translation>
    </message>
    <message>
        <source>Seconds between samples</source>
        <translation>サンプル描画の間隔（秒）</translation>
    </message>
    <message>
        <source>How forgetting is resisted.</source>
        <translation>以前の製品を忘れないようにする方法です。</translation>
    </message>
    <message>
        <source>The same seed on this machine gives the same version.</source>
        <translation>このマシンで同じシードを使うと、同じバージョンになります。</translation>
    </message>
    <message>
        <source>New photographs that one step learns from.</source>
        <translation>1 回の学習で使う新しい写真の枚数です。</translation>
    </message>
    <message>
        <source>More steps draw finer details and take longer.</source>
        <translation>回数が多いほど細部まで描けますが、時間がかかります。</translation>
    </message>
    <message>
        <source>How far one step goes; too far, and nothing is learned.</source>
        <translation>1 回の学習で進む幅です。大きすぎると学習できません。</translation>
    </message>
    <message>
        <source>More steps bring the small network closer to the teacher.</source>
        <translation>回数が多いほど、小さなネットワークが教師モデルに近づきます。</translation>
    </message>
    <message>
        <source>Share of the teacher’s parameters that the student may keep.</source>
        <translation>教師モデルのパラメーターのうち、生徒モデルに残す割合です。</translation>
    </message>
    <message>
        <source>Share of its network that the student computes per step, on average. Below 1 it computes less where noise is strong and draws faster.</source>
        <translation>生徒モデルが 1 ステップで使うネットワークの割合（平均）です。1 より小さくすると、ノイズが強いところの計算が減り、速く描けます。</translation>
    </message>
    <message>
        <source>Share of the recogniser’s parameters that the search for similar pictures keeps. Below 1 it gets a smaller network of its own.</source>
        <translation>類似画像の検索に残す、認識器のパラメーターの割合です。1 より小さくすると、検索専用の小さなネットワークを作ります。</translation>
    </message>
    <message>
        <source>How much a new product’s adapter can change; a higher rank makes larger files.</source>
        <translation>新しい製品のアダプターが変えられる量。ランクが高いほどファイルが大きくなります。</translation>
    </message>
    <message>
        <source>Below 1 the student lacks the blocks that it can do without.</source>
        <translation>1 より小さくすると、なくても描けるブロックを生徒モデルから外します。</translation>
    </message>
    <message>
        <source>32, or 8 for a smaller and quicker file; not with a timestep budget.</source>
        <translation>32、または小さく速いファイルになる 8 です。8 は時刻別の計算予算と同時には使えません。</translation>
    </message>
    <message>
        <source>More steps recognise finer flaws.</source>
        <translation>回数が多いほど、細かな欠陥まで見分けます。</translation>
    </message>
    <message>
        <source>Pictures of each earlier class that are recalled.</source>
        <translation>以前のクラスごとに思い出す画像の枚数です。</translation>
    </message>
    <message>
        <source>Passes of the network for one recalled picture.</source>
        <translation>復習画像 1 枚を描くためにネットワークを通す回数です。</translation>
    </message>
    <message>
        <source>Passes of the network for one picture of the new version.</source>
        <translation>新しいバージョンが画像 1 枚を描くためにネットワークを通す回数です。</translation>
    </message>
    <message>
        <source>More pictures make the measured figures more certain.</source>
        <translation>枚数が多いほど、測定値が確かになります。</translation>
    </message>
    <message>
        <source>Training of the recogniser that sees generated pictures alone.</source>
        <translation>生成画像だけで学ぶ認識器の学習回数です。</translation>
    </message>
    <message>
        <source>Pictures that every rollback draws again and compares.</source>
        <translation>復帰のたびに描き直して照合する画像です。</translation>
    </message>
    <message>
        <source>How slowly the averaged weights follow; close to 1 is smooth.</source>
        <translation>平均した重みが追従する遅さです。1 に近いほど滑らかです。</translation>
    </message>
    <message>
        <source>At most this much work is lost when the power fails.</source>
        <translation>停電したときに失われる作業は、最大でこの時間分です。</translation>
    </message>
    <message>
        <source>How often samples are drawn to look at.</source>
        <translation>確認用のサンプルを描く間隔です。</translation>
    </message>
</context>
<context>
    <name>EngineSettingsPanel</name>
    <message>
        <source>The other settings are shown once this machine has been checked.</source>
        <translation>そのほかの設定は、このマシンの確認が終わると表示されます。</translation>
    </message>
    <message>
        <source>Reset everything</source>
        <translation>すべて既定値に戻す</translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) modified</source>
        <translation>
            <numerusform>%n 件の設定を変更</numerusform>
        </translation>
    </message>
    <message>
        <source>Every setting is the default</source>
        <translation>すべて既定の設定です</translation>
    </message>
</context>
<context>
    <name>ExportPresenter</name>
    <message>
        <source>Version {number} is being written and proved…</source>
        <translation>バージョン {number} を書き出し、検証しています…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to {folder}.</source>
        <translation>
            <numerusform>{folder} に %n 件のファイルを書き出しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Largest difference to the trained network: {value}.</source>
        <translation>学習したネットワークとの最大の差：{value}。</translation>
    </message>
</context>
<context>
    <name>Figure</name>
    <message>
        <source>unverified</source>
        <translation>未確認</translation>
    </message>
</context>
<context>
    <name>FitMode</name>
    <message>
        <source>Show the whole photograph (pad)</source>
        <translation>写真全体を使う（余白を足す）</translation>
    </message>
    <message>
        <source>Use the centre (crop)</source>
        <translation>中央を使う（切り抜く）</translation>
    </message>
</context>
<context>
    <name>FrontierCard</name>
    <message>
        <source>The best student within a target</source>
        <translation>目標に収まる最良の生徒モデル</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>探す</translation>
    </message>
    <message>
        <source>Makes smaller and quicker students of the active version’s teacher in many ways, times them on this machine, trains the promising ones for a while and chooses the best within the target. Takes some minutes; pictures can be drawn again when it is done.</source>
        <translation>使用中のバージョンの教師モデルから、小さく速い生徒モデルをいろいろな方法で作り、このマシンで時間を測り、有望なものを短く学習させて、目標に収まる最良のものを選びます。数分かかり、終わるまで画像の生成はできません。</translation>
    </message>
    <message>
        <source>Search with this target</source>
        <translation>この目標で探す</translation>
    </message>
    <message>
        <source>Students by time</source>
        <translation>生徒モデルの一覧（速い順）</translation>
    </message>
    <message>
        <source>The next update makes this student. See the engine’s settings on Update.</source>
        <translation>次の更新でこの生徒モデルを作ります。値は「更新」のエンジンの設定で確かめられます。</translation>
    </message>
    <message>
        <source>Distance to the teacher against time for a picture</source>
        <translation>1 枚の描画時間と、教師モデルとの距離</translation>
    </message>
    <message>
        <source>ms per picture</source>
        <translation>1 枚の時間（ms）</translation>
    </message>
    <message>
        <source>Distance, smaller is better</source>
        <translation>距離（小さいほど良い）</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>the teacher itself</source>
        <translation>教師モデル自身</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>制限なし</translation>
    </message>
    <message>
        <source>Milliseconds for a picture, at most</source>
        <translation>1 枚の時間の上限（ミリ秒）</translation>
    </message>
    <message>
        <source>Memory in MB, at most</source>
        <translation>メモリーの上限（MB）</translation>
    </message>
    <message>
        <source>Use for the next update</source>
        <translation>次の更新で使う</translation>
    </message>
    <message>
        <source>Keep for every update</source>
        <translation>今後の更新すべてで使う</translation>
    </message>
    <message>
        <source>As the preset again</source>
        <translation>プリセットどおりに戻す</translation>
    </message>
    <message>
        <source>Go to Update</source>
        <translation>「更新」へ</translation>
    </message>
    <message>
        <source>◆ chosen   ● on the frontier   ○ exceeded by a quicker and better one</source>
        <translation>◆ 選択　● 最前線　○ より速く良いものがある</translation>
    </message>
</context>
<context>
    <name>FrontierPresenter</name>
    <message>
        <source>Say how long a picture may take, or how much memory the student may need.</source>
        <extracomment>In the table. The most that a picture may take, and the student's memory; 0 is no limit. Whether what is shown was taken over for the next update.</extracomment>
        <translation>1 枚にかけてよい時間か、生徒モデルが使ってよいメモリーを指定してください。</translation>
    </message>
    <message>
        <source>No student of this version reaches {target} on this machine. The nearest takes {milliseconds} ms for a picture and {memory} MB: {student}.</source>
        <translation>このバージョンの生徒モデルは、このマシンでは {target} に届きません。最も近いものは 1 枚 {milliseconds} ms、{memory} MB です：{student}。</translation>
    </message>
    <message>
        <source>Chosen student draws a picture in</source>
        <translation>選ばれた生徒モデルが 1 枚を描く時間</translation>
    </message>
    <message>
        <source>{value} ms</source>
        <translation>{value} ms</translation>
    </message>
    <message>
        <source>in series of {count}</source>
        <translation>{count} 枚ずつ描くとき</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>{value} MB</source>
        <translation>{value} MB</translation>
    </message>
    <message>
        <source>weights and working memory</source>
        <translation>重みと作業用のメモリー</translation>
    </message>
    <message>
        <source>Distance to the teacher</source>
        <translation>教師モデルとの距離</translation>
    </message>
    <message>
        <source>after {count} steps; the teacher itself {distance}</source>
        <translation>学習 {count} 回の後。教師モデル自身は {distance}</translation>
    </message>
    <message>
        <source>Chosen: {student}.</source>
        <translation>選択：{student}。</translation>
    </message>
    <message>
        <source>Kept for every update of this workspace: {figures}.</source>
        <translation>このワークスペースの更新はすべてこの設定です：{figures}。</translation>
    </message>
    <message>
        <source>All students were trained for {count} steps, far fewer than an update takes; their order is what counts. {machine}.</source>
        <translation>どの生徒モデルも {count} 回だけ学習させました。実際の更新よりずっと少ないので、値ではなく順番を見てください。{machine}。</translation>
    </message>
    <message>
        <source>ms per picture</source>
        <translation>1 枚の時間（ms）</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>生徒モデル</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>◆ chosen</source>
        <translation>◆ 選択</translation>
    </message>
    <message>
        <source>● on the frontier</source>
        <translation>● 最前線</translation>
    </message>
    <message>
        <source>○ exceeded</source>
        <translation>○ 劣る</translation>
    </message>
    <message>
        <source>{milliseconds} ms, distance {distance}: {student}</source>
        <translation>{milliseconds} ms、距離 {distance}：{student}</translation>
    </message>
    <message>
        <source>{share} of the parameters</source>
        <translation>パラメーター {share}</translation>
    </message>
    <message>
        <source>{count} sampler steps</source>
        <translation>描画 {count} 回</translation>
    </message>
    <message>
        <source>fewer blocks</source>
        <translation>ブロック削減</translation>
    </message>
    <message>
        <source>timestep budget {share}</source>
        <translation>時刻別の計算予算 {share}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{value} ms for a picture</source>
        <translation>1 枚 {value} ms</translation>
    </message>
    <message>
        <source> and </source>
        <translation>・</translation>
    </message>
</context>
<context>
    <name>GalleryFilterBar</name>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Show pictures of this product</source>
        <translation>表示する製品</translation>
    </message>
    <message>
        <source>Show pictures of this class</source>
        <translation>表示するクラス</translation>
    </message>
    <message>
        <source>Show pictures by this version</source>
        <translation>表示するバージョン</translation>
    </message>
    <message>
        <source>Show picked or rejected pictures</source>
        <translation>採用・除外で絞り込み</translation>
    </message>
    <message>
        <source>Show pictures rated so or better</source>
        <translation>評価で絞り込み</translation>
    </message>
    <message>
        <source>Every product</source>
        <translation>すべての製品</translation>
    </message>
    <message>
        <source>Every class</source>
        <translation>すべてのクラス</translation>
    </message>
    <message>
        <source>Every version</source>
        <translation>すべてのバージョン</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Picked or not</source>
        <translation>採用・除外とも</translation>
    </message>
    <message>
        <source>Any rating</source>
        <translation>すべての評価</translation>
    </message>
    <message>
        <source>{stars} or more</source>
        <translation>{stars} 以上</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{total} 枚中 {shown} 枚</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n 枚</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>Generated pictures</source>
        <extracomment>Beyond this many, the names alone are put on the clipboard, not the first one's pixels.</extracomment>
        <translation>生成した画像</translation>
    </message>
    <message>
        <source>No pictures yet</source>
        <translation>画像はまだありません</translation>
    </message>
    <message>
        <source>What is generated is kept here, to be looked through and taken along.</source>
        <translation>生成した画像はここに残り、いつでも見直して書き出せます。</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Show all pictures</source>
        <translation>すべての画像を表示</translation>
    </message>
    <message>
        <source>No picture matches</source>
        <translation>該当する画像がありません</translation>
    </message>
    <message>
        <source>Every picture is hidden by the filter above.</source>
        <translation>上の絞り込み条件に合う画像がありません。</translation>
    </message>
</context>
<context>
    <name>GalleryPresenter</name>
    <message>
        <source>Product</source>
        <extracomment>The pictures are looked for once the window has come to rest. Share of the running export; None while there is none. What has come since the gallery was asked for: the answer may not know it yet.</extracomment>
        <translation>製品</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Judgement</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>区分</translation>
    </message>
    <message>
        <source>Synthetic, marked so inside the file</source>
        <translation>合成画像（ファイル内に明記）</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) exported</source>
        <translation>
            <numerusform>%n 枚を書き出しました</numerusform>
        </translation>
    </message>
    <message>
        <source>{exported} to {folder}.</source>
        <translation>{exported}（{folder}）。</translation>
    </message>
    <message>
        <source>The pictures could not be saved: {error}</source>
        <translation>画像を保存できませんでした：{error}</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) saved</source>
        <translation>
            <numerusform>%n 枚を保存しました</numerusform>
        </translation>
    </message>
    <message>
        <source>{saved} in {folder}.</source>
        <translation>{saved}（{folder}）。</translation>
    </message>
</context>
<context>
    <name>GeneratePage</name>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Go to Update</source>
        <translation>更新へ</translation>
    </message>
    <message>
        <source>No version can draw yet</source>
        <translation>描けるバージョンがまだありません</translation>
    </message>
    <message>
        <source>Once an update has taught a product, its pictures are drawn here.</source>
        <translation>更新で製品を学習すると、ここでその画像を生成できます。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>枚数</translation>
    </message>
    <message>
        <source>First seed</source>
        <translation>最初のシード</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>すべてのクラス</translation>
    </message>
    <message>
        <source>Active version</source>
        <translation>稼働中のバージョン</translation>
    </message>
    <message>
        <source>Version {number} ({state})</source>
        <translation>バージョン {number}（{state}）</translation>
    </message>
</context>
<context>
    <name>GeneratePresenter</name>
    <message>
        <source>Pictures are being drawn.</source>
        <extracomment>None stands for the active version. None stands for every class in turn.</extracomment>
        <translation>画像を生成しています。</translation>
    </message>
    <message>
        <source>No version is active yet. Run an update and approve its version first.</source>
        <translation>稼働中のバージョンがありません。先に更新を実行し、そのバージョンを承認してください。</translation>
    </message>
    <message>
        <source>Choose a product.</source>
        <translation>製品を選んでください。</translation>
    </message>
    <message>
        <source>The form now holds version, product, class and seed of the picture.</source>
        <translation>画像のバージョン、製品、クラス、シードを入力欄に入れました。</translation>
    </message>
    <message>
        <source>Version {number} is not here any more, so another one would draw.</source>
        <translation>バージョン {number} はもう使えないため、別のバージョンで生成されます。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) drawn</source>
        <translation>
            <numerusform>%n 枚を生成しました</numerusform>
        </translation>
    </message>
    <message>
        <source>{drawn} in {time} by version {version} ({runtime}).</source>
        <translation>{drawn}（{time}、バージョン {version}、{runtime}）。</translation>
    </message>
</context>
<context>
    <name>Generator</name>
    <message>
        <source>Quality</source>
        <translation>高品質</translation>
    </message>
    <message>
        <source>Fast (CPU)</source>
        <translation>高速 (CPU)</translation>
    </message>
    <message>
        <source>Stable Diffusion</source>
        <translation>Stable Diffusion</translation>
    </message>
    <message>
        <source>Stable Diffusion with adapters</source>
        <translation>アダプター付き Stable Diffusion</translation>
    </message>
</context>
<context>
    <name>GeneratorSection</name>
    <message>
        <source>What learns and draws the pictures of this workspace. It is chosen before the first update, since all versions of a workspace are of one kind.</source>
        <translation>このワークスペースの画像を学習して描くものです。一つのワークスペースのバージョンはすべて同じ種類なので、最初の更新の前に選びます。</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>The versions in this workspace are of this kind. Make another workspace for another generator.</source>
        <translation>このワークスペースのバージョンはこの種類です。別の生成器を使うには、別のワークスペースを作成してください。</translation>
    </message>
    <message>
        <source>Stable Diffusion from a folder…</source>
        <translation>フォルダーの Stable Diffusion…</translation>
    </message>
    <message>
        <source>Stable Diffusion with an adapter per product…</source>
        <translation>製品ごとのアダプター付き Stable Diffusion…</translation>
    </message>
    <message>
        <source>Goes on from a model on this machine, which knows your products and classes by sentences. It needs a graphics card with much memory.</source>
        <translation>この機械にあるモデルを土台にし、製品とクラスを文章で区別します。メモリーの多いグラフィックカードが必要です。</translation>
    </message>
    <message>
        <source>The base model stays as it is and each product gets a small adapter (LoRA) of its own, which no later product can harm. Drawing takes the whole base model.</source>
        <translation>ベースモデルは変えず、製品ごとに小さなアダプター (LoRA) を学習します。後から加わる製品がそれを損なうことはありません。描くときはベースモデル全体を使います。</translation>
    </message>
    <message>
        <source>A lifelong autoencoder. It learns a product in about a minute and draws at once, on a processor alone. Its pictures are softer, and fine flaws may be lost.</source>
        <translation>生涯学習型のオートエンコーダーです。CPU だけで製品を約 1 分で学習し、すぐに描きます。画像はやわらかめになり、細かい欠陥が失われることがあります。</translation>
    </message>
    <message>
        <source>A diffusion model. It draws the finest pictures; learning a product takes minutes on a graphics card and longer on a processor.</source>
        <translation>拡散モデルです。最も精細な画像を描きます。製品の学習には GPU で数分、CPU ではさらに長くかかります。</translation>
    </message>
</context>
<context>
    <name>HelpMenu</name>
    <message>
        <source>Manual</source>
        <translation>マニュアル</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボード操作</translation>
    </message>
    <message>
        <source>Find an action…</source>
        <translation>操作を探す…</translation>
    </message>
    <message>
        <source>Tour with the sample line</source>
        <translation>サンプルラインのツアー</translation>
    </message>
</context>
<context>
    <name>JobAttendant</name>
    <message>
        <source>Version {number} passed the gate and is active.</source>
        <extracomment>"ok", "warning" or "error".</extracomment>
        <translation>バージョン {number} はゲートに合格し、稼働しています。</translation>
    </message>
    <message>
        <source>The gate rejected version {number}.</source>
        <translation>バージョン {number} はゲートで不合格になりました。</translation>
    </message>
    <message>
        <source>Version {number} passed the gate and waits for approval.</source>
        <translation>バージョン {number} はゲートに合格し、承認を待っています。</translation>
    </message>
    <message>
        <source>The update is done</source>
        <translation>更新が終わりました</translation>
    </message>
    <message>
        <source>The update has failed</source>
        <translation>更新に失敗しました</translation>
    </message>
    <message>
        <source>Resume goes on from its last checkpoint.</source>
        <translation>「再開」で最後のチェックポイントから続けられます。</translation>
    </message>
    <message>
        <source>The update was interrupted</source>
        <translation>更新が中断されました</translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Pause</source>
        <extracomment>Its text says how many wait.</extracomment>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>中止…</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処方法</translation>
    </message>
    <message>
        <source>Queue another…</source>
        <translation>次の更新を追加…</translation>
    </message>
    <message>
        <source>Details and report…</source>
        <translation>詳細とレポート…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Steps, losses and seconds among the sentences</source>
        <translation>学習回数・損失・秒数も表示します</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>ログをコピー</translation>
    </message>
    <message>
        <source>Loss of this stage</source>
        <translation>この段階の損失</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>What it draws now</source>
        <translation>現在描ける画像</translation>
    </message>
    <message>
        <source>{state}: teaching {names}</source>
        <translation>{state}：{names} を学習</translation>
    </message>
    <message>
        <source>{state}: leaving out what is retired</source>
        <translation>{state}：引退した製品を除外</translation>
    </message>
    <message>
        <source>This update runs in another program; pause or give it up there.</source>
        <translation>この更新は別のプログラムで実行中です。一時停止や中止はそちらで行ってください。</translation>
    </message>
    <message>
        <source>Pausing: the next checkpoint is being written.</source>
        <translation>一時停止しています：チェックポイントを書き込み中です。</translation>
    </message>
    <message>
        <source>Giving up at the next step.</source>
        <translation>次のステップで中止します。</translation>
    </message>
    <message>
        <source>It starts as soon as no other update runs.</source>
        <translation>ほかの更新が終わりしだい始まります。</translation>
    </message>
    <message>
        <source>The memory is free. Resume goes on from the checkpoint.</source>
        <translation>メモリーは解放されています。「再開」でチェックポイントから続けます。</translation>
    </message>
    <message>
        <source>{stage} · {time} left</source>
        <translation>{stage} · 残り {time}</translation>
    </message>
    <message>
        <source>Nothing has changed for the active version.</source>
        <translation>稼働中のバージョンには影響ありません。</translation>
    </message>
    <message>
        <source>The update was interrupted. Resume goes on from its last checkpoint; the active version works as before.</source>
        <translation>更新が中断されました。「再開」で最後のチェックポイントから続けられます。稼働中のバージョンはこれまでどおり動きます。</translation>
    </message>
    <message>
        <source>Queue ({count})</source>
        <translation>待ち列（{count}）</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>待ち列</translation>
    </message>
    <message>
        <source>{caption}, step {step}</source>
        <translation>{caption}、ステップ {step}</translation>
    </message>
    <message>
        <source>What happened to the update</source>
        <translation>更新で起きたこと</translation>
    </message>
    <message>
        <source>The report says what ran where and what went wrong. It contains no images.</source>
        <translation>何がどこで動き、何が起きたかをまとめたレポートです。画像は含みません。</translation>
    </message>
    <message>
        <source>Give this update up?</source>
        <translation>この更新を中止しますか？</translation>
    </message>
    <message>
        <source>What it has learned so far is thrown away. The active version stays as it is, and the products stay registered.</source>
        <translation>ここまでの学習内容は破棄されます。稼働中のバージョンはそのままで、製品の登録も残ります。</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>中止する</translation>
    </message>
</context>
<context>
    <name>JobPresenter</name>
    <message>
        <source>Pausing: the next checkpoint is being written.</source>
        <extracomment>Which of several open updates is shown; what waits for the user comes before what waits. "done", "current" or "ahead". How long it should take, or what it is at. What the update has told so far. What comes after it. What a fault of ours left behind, for a report; "" otherwise. Why the engine stopped, once it has; "" otherwise. "pause" or "cancel" while the engine has not answered yet.</extracomment>
        <translation>一時停止しています：チェックポイントを書き込み中です。</translation>
    </message>
    <message>
        <source>Going on from the last checkpoint.</source>
        <translation>最後のチェックポイントから続けます。</translation>
    </message>
    <message>
        <source>Giving the update up.</source>
        <translation>更新を中止しています。</translation>
    </message>
    <message>
        <source>step {step} of {count}</source>
        <translation>ステップ {step} / {count}</translation>
    </message>
    <message>
        <source>The update has started.</source>
        <translation>更新を開始しました。</translation>
    </message>
    <message>
        <source>Stage: {name}.</source>
        <translation>段階：{name}</translation>
    </message>
    <message>
        <source>Checkpoint saved; from here the update can go on after anything.</source>
        <translation>チェックポイントを保存しました。何が起きてもここから再開できます。</translation>
    </message>
    <message>
        <source>Paused; the memory is free.</source>
        <translation>一時停止しました。メモリーは解放されています。</translation>
    </message>
    <message>
        <source>The update is done.</source>
        <translation>更新が完了しました。</translation>
    </message>
    <message>
        <source>Given up; nothing has changed for the active version.</source>
        <translation>中止しました。稼働中のバージョンには影響ありません。</translation>
    </message>
    <message>
        <source>The engine has stopped unexpectedly.</source>
        <translation>エンジンが予期せず停止しました。</translation>
    </message>
</context>
<context>
    <name>JobState</name>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>JudgementBar</name>
    <message>
        <source>Select pictures to judge them.</source>
        <translation>画像を選ぶと判定できます。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>Judging</name>
    <message numerus="yes">
        <source>Undo “{said}” of %n picture(s)</source>
        <translation>
            <numerusform>%n 枚の「{said}」を元に戻す</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepPolicy</name>
    <message>
        <source>Keep an acceptance set</source>
        <translation>検査用に一部を残す</translation>
    </message>
    <message>
        <source>Keep statistics only</source>
        <translation>統計だけを残す</translation>
    </message>
    <message>
        <source>Keep nothing</source>
        <translation>何も残さない</translation>
    </message>
    <message>
        <source>A small sealed part of the photographs stays in the workspace, is never trained on, and measures every later version.</source>
        <translation>写真のごく一部を封印してワークスペースに残します。学習には使わず、以後のバージョンの測定に使います。</translation>
    </message>
    <message>
        <source>No photograph stays in the workspace; later versions are measured against stored statistics.</source>
        <translation>ワークスペースに写真を残しません。以後のバージョンは保存した統計と比べて測定します。</translation>
    </message>
    <message>
        <source>Nothing stays in the workspace; the retention of this product will be shown as unverified.</source>
        <translation>ワークスペースに何も残しません。この製品の保持率は「未確認」と表示されます。</translation>
    </message>
</context>
<context>
    <name>LedgerPanel</name>
    <message>
        <source>Changes of the active version, newest first</source>
        <translation>稼働バージョンの切り替え（新しい順）</translation>
    </message>
    <message>
        <source>No version has been live yet.</source>
        <translation>まだ稼働したバージョンはありません。</translation>
    </message>
    <message>
        <source>What was live at</source>
        <translation>調べる日時</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日付と時刻</translation>
    </message>
    <message>
        <source>Show version {number}</source>
        <translation>バージョン {number} を表示</translation>
    </message>
</context>
<context>
    <name>LedgerPresenter</name>
    <message>
        <source>Nothing was live at {asked}.</source>
        <translation>{asked} の時点で稼働していたバージョンはありません。</translation>
    </message>
    <message>
        <source>At {asked} version {number} was live: rolled back to by {who} at {since}</source>
        <translation>{asked} の時点ではバージョン {number} が稼働していました：{since} に {who} が戻しました</translation>
    </message>
    <message>
        <source>At {asked} version {number} was live: approved by {who} at {since}</source>
        <translation>{asked} の時点ではバージョン {number} が稼働していました：{since} に {who} が承認しました</translation>
    </message>
    <message>
        <source> (“{reason}”)</source>
        <translation>（「{reason}」）</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
    <message>
        <source>Live since</source>
        <translation>稼働開始</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Instead of</source>
        <translation>切り替え前</translation>
    </message>
    <message>
        <source>By way of</source>
        <translation>経緯</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>復帰</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>LookupCard</name>
    <message>
        <source>Choose an image…</source>
        <extracomment>Width of the column with the drop zone and the picture.</extracomment>
        <translation>画像を選ぶ…</translation>
    </message>
    <message>
        <source>Drop an image here: what it shows, and what it is most like.</source>
        <translation>画像をここにドロップすると、何が写っているか、何に最も似ているかを調べます。</translation>
    </message>
    <message>
        <source>Drop an image here</source>
        <translation>画像をここにドロップ</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>調べています</translation>
    </message>
    <message>
        <source>Pictures most like it, nearest first</source>
        <translation>最も似ている画像（近い順）</translation>
    </message>
    <message>
        <source>Image to look up</source>
        <translation>調べる画像</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
</context>
<context>
    <name>LookupPresenter</name>
    <message>
        <source>No version is active yet. Run an update and approve its version first.</source>
        <translation>稼働中のバージョンがありません。先に更新を実行し、そのバージョンを承認してください。</translation>
    </message>
    <message>
        <source>{product} · {name}</source>
        <translation>{product} · {name}</translation>
    </message>
    <message>
        <source>{share} probable, says version {number}</source>
        <translation>確率 {share}（バージョン {number} の判定）</translation>
    </message>
    <message>
        <source>Nearest of {count} stored pictures; distance 0 is the same to the recogniser, 1 has nothing in common.</source>
        <translation>保存された {count} 枚のうち近いものです。距離 0 は認識器にとって同じ画像、1 は共通点がないことを示します。</translation>
    </message>
    <message>
        <source>The {count} oldest generated pictures were not looked through.</source>
        <translation>古い生成画像 {count} 枚は調べていません。</translation>
    </message>
    <message>
        <source>The file says of itself: generated by version {version}, seed {seed}, as {product} · {name}.</source>
        <translation>ファイル内の記録：バージョン {version}、シード {seed} で {product} · {name} として生成。</translation>
    </message>
    <message>
        <source>sealed photograph</source>
        <translation>検査用の写真</translation>
    </message>
    <message>
        <source>generated by version {version}, seed {seed}</source>
        <translation>バージョン {version}、シード {seed} で生成</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>v{version}</source>
        <translation>v{version}</translation>
    </message>
    <message>
        <source>{product}, {name}: {origin}, distance {distance}</source>
        <translation>{product}、{name}：{origin}、距離 {distance}</translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message>
        <source>No loss yet</source>
        <extracomment>Weight of the newest value in the smoothed curve. More points than this cannot be told apart on the screen.</extracomment>
        <translation>損失はまだありません</translation>
    </message>
</context>
<context>
    <name>LoupeView</name>
    <message>
        <source>Large picture</source>
        <translation>拡大画像</translation>
    </message>
    <message>
        <source>Picture before</source>
        <translation>前の画像</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>次の画像</translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>CPU {share}</source>
        <extracomment>From here on the system begins to swap, and everything becomes slow. The same in full sentences. Whether memory or disk run short.</extracomment>
        <translation>CPU {share}</translation>
    </message>
    <message>
        <source>Memory {used}</source>
        <translation>メモリー {used}</translation>
    </message>
    <message>
        <source>The processor is at {share}.</source>
        <translation>プロセッサーの使用率は {share} です。</translation>
    </message>
    <message>
        <source>{used} of the memory are in use.</source>
        <translation>メモリーは {used} を使用中です。</translation>
    </message>
    <message>
        <source>GPU {share}</source>
        <translation>GPU {share}</translation>
    </message>
    <message>
        <source>The graphics card is at {share}, {used} of its memory in use.</source>
        <translation>グラフィックカードの使用率は {share}、そのメモリーは {used} を使用中です。</translation>
    </message>
    <message>
        <source>Disk {free} free</source>
        <translation>ディスク空き {free}</translation>
    </message>
    <message>
        <source>{free} are free on the workspace’s disk.</source>
        <translation>ワークスペースのディスクの空きは {free} です。</translation>
    </message>
    <message>
        <source>The memory is nearly full: close other programs.</source>
        <translation>メモリーがほぼいっぱいです。ほかのプログラムを閉じてください。</translation>
    </message>
    <message>
        <source>The disk is nearly full: Settings, Storage says what to free.</source>
        <translation>ディスクがほぼいっぱいです。空けられるものは「設定」の「ストレージ」でわかります。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Products</source>
        <extracomment>Gives the translation of a text in a context: QCoreApplication.translate for the language in use, a QTranslator's for another one, and the text itself for English. Other words for it; in Japanese also how it is read.</extracomment>
        <translation>製品</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処方法</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Open another workspace…</source>
        <translation>別のワークスペースを開く…</translation>
    </message>
    <message>
        <source>Show the workspace’s folder</source>
        <translation>ワークスペースのフォルダーを表示</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>明るいテーマ</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>暗いテーマ</translation>
    </message>
    <message>
        <source>Folder of the workspace</source>
        <translation>ワークスペースのフォルダー</translation>
    </message>
    <message>
        <source>Close Pilotline while an update runs?</source>
        <translation>更新の実行中に Pilotline を閉じますか？</translation>
    </message>
    <message>
        <source>The update stops at a checkpoint. Resume it when Pilotline is open again.</source>
        <translation>更新はチェックポイントで止まります。次に Pilotline を開いたときに再開できます。</translation>
    </message>
    <message>
        <source>Stop the update and close</source>
        <translation>更新を止めて閉じる</translation>
    </message>
</context>
<context>
    <name>ManualWindow</name>
    <message>
        <source>Manual – Pilotline</source>
        <extracomment>Keys of the pages that were looked at, and the place among them.</extracomment>
        <translation>マニュアル – Pilotline</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>マニュアルを検索</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>Nothing is found. Try another word.</source>
        <translation>見つかりません。別の言葉で探してください。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>進む</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>MeasureCard</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>MeasuringPresenter</name>
    <message>
        <source>No version is active yet. Run an update and approve its version first.</source>
        <translation>稼働中のバージョンがありません。先に更新を実行し、そのバージョンを承認してください。</translation>
    </message>
    <message>
        <source>It is being measured.</source>
        <translation>測定しています。</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>d MMM yyyy HH:mm:ss</source>
        <translation>yyyy/MM/dd HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>OutcomeCard</name>
    <message>
        <source>Compare and approve</source>
        <translation>比較して承認</translation>
    </message>
    <message>
        <source>Generate pictures</source>
        <translation>画像を生成</translation>
    </message>
    <message>
        <source>Next update</source>
        <translation>次の更新</translation>
    </message>
    <message>
        <source>See the version</source>
        <translation>バージョンを見る</translation>
    </message>
    <message>
        <source>Version {number} passed the gate and is active.</source>
        <translation>バージョン {number} はゲートに合格し、稼働しています。</translation>
    </message>
    <message>
        <source>The gate rejected version {number}; nothing has changed for the active version.</source>
        <translation>バージョン {number} はゲートで不合格になりました。稼働中のバージョンには影響ありません。</translation>
    </message>
    <message>
        <source>Version {number} passed the gate and waits for approval.</source>
        <translation>バージョン {number} はゲートに合格し、承認を待っています。</translation>
    </message>
    <message>
        <source>Version {number}: {state}</source>
        <translation>バージョン {number}：{state}</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>{product}, {name}, seed {seed}, version {version}</source>
        <translation>{product}、{name}、シード {seed}、バージョン {version}</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Picked</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>No rating</source>
        <translation>評価なし</translation>
    </message>
    <message>
        <source>Rating {value} of {highest}</source>
        <translation>評価 {value}/{highest}</translation>
    </message>
</context>
<context>
    <name>PictureCanvas</name>
    <message>
        <source>The picture cannot be read.</source>
        <extracomment>From so many screen pixels to a pixel on, its edges are shown instead of blurred. How near to the swipe's line the pointer takes hold of it.</extracomment>
        <translation>画像を読み込めません。</translation>
    </message>
</context>
<context>
    <name>PictureInspector</name>
    <message>
        <source>Save as PNG…</source>
        <extracomment>Leaves room for the facts below it on a small screen.</extracomment>
        <translation>PNG で保存…</translation>
    </message>
    <message>
        <source>Use its seed again</source>
        <translation>このシードを再利用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Stop exporting</source>
        <translation>書き出しを中止</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>画像の由来</translation>
    </message>
    <message>
        <source>Select pictures in the grid first.</source>
        <translation>先に一覧で画像を選んでください。</translation>
    </message>
    <message>
        <source>Select a picture to see its version and seed.</source>
        <translation>画像を選ぶと、バージョンとシードが表示されます。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) selected</source>
        <translation>
            <numerusform>%n 枚を選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>Selected: {count}</source>
        <translation>選択中：{count} 枚</translation>
    </message>
    <message>
        <source>All shown: {count}</source>
        <translation>表示中のすべて：{count} 枚</translation>
    </message>
    <message>
        <source>Folders by class (ImageFolder)…</source>
        <translation>クラス別フォルダー（ImageFolder）…</translation>
    </message>
    <message>
        <source>COCO…</source>
        <translation>COCO…</translation>
    </message>
    <message>
        <source>YOLO…</source>
        <translation>YOLO…</translation>
    </message>
    <message>
        <source>Contact sheet…</source>
        <translation>一覧印刷用シート…</translation>
    </message>
    <message>
        <source>Folder to export into</source>
        <translation>書き出し先のフォルダー</translation>
    </message>
    <message>
        <source>Folder for the pictures</source>
        <translation>画像の保存先フォルダー</translation>
    </message>
</context>
<context>
    <name>PictureKeys</name>
    <message>
        <source>Rate {value}</source>
        <extracomment>As QKeySequence reads them; the one to be shown first.</extracomment>
        <translation>評価 {value} を付ける</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>採用</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Neither pick nor reject</source>
        <translation>採用・除外を取り消す</translation>
    </message>
    <message>
        <source>Take the rating away</source>
        <translation>評価を消す</translation>
    </message>
    <message>
        <source>Take the last judgement back</source>
        <translation>直前の採用・除外・評価を元に戻す</translation>
    </message>
    <message>
        <source>Show all in a grid</source>
        <translation>一覧で表示</translation>
    </message>
    <message>
        <source>Show one large</source>
        <translation>1 枚を拡大</translation>
    </message>
    <message>
        <source>Compare two</source>
        <translation>2 枚を比較</translation>
    </message>
    <message>
        <source>Compare in another way</source>
        <translation>比較方法を切り替える</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>全体を表示</translation>
    </message>
    <message>
        <source>Use its seed again</source>
        <translation>このシードを再利用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>PNG で保存…</translation>
    </message>
</context>
<context>
    <name>PolicyPresenter</name>
    <message>
        <source>No workspace is open.</source>
        <extracomment>Chosen in sections of their own. What holds now; `value` is what it will be once saved.</extracomment>
        <translation>ワークスペースが開かれていません。</translation>
    </message>
    <message>
        <source>The settings are being saved.</source>
        <translation>設定を保存しています。</translation>
    </message>
    <message>
        <source>Nothing has been changed.</source>
        <translation>変更はありません。</translation>
    </message>
    <message>
        <source>Saved. The activity log tells of each change.</source>
        <translation>保存しました。それぞれの変更は操作履歴に記録されています。</translation>
    </message>
</context>
<context>
    <name>PolicySection</name>
    <message>
        <source>These hold for every later update of this workspace. A version that was judged before keeps its verdict.</source>
        <translation>このワークスペースで以後に行うすべての更新に適用されます。すでに判定されたバージョンの結果は変わりません。</translation>
    </message>
    <message>
        <source>Update policy</source>
        <translation>更新ポリシー</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>変更を取り消す</translation>
    </message>
    <message>
        <source>Change the update policy?</source>
        <extracomment>Stands below the section, in sight while that scrolls.</extracomment>
        <translation>更新ポリシーを変更しますか？</translation>
    </message>
    <message>
        <source>From the next update on:</source>
        <translation>次の更新から適用されます：</translation>
    </message>
    <message>
        <source>Save the changes</source>
        <translation>変更を保存</translation>
    </message>
</context>
<context>
    <name>PreflightCard</name>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Change what the gate demands</source>
        <translation>ゲートの条件を変更</translation>
    </message>
    <message>
        <source>To pass the gate</source>
        <translation>ゲートの合格条件</translation>
    </message>
    <message>
        <source>Before the start</source>
        <translation>開始前の確認</translation>
    </message>
    <message>
        <source>Trying out one step on this machine…</source>
        <translation>この機械で 1 ステップを試しています…</translation>
    </message>
    <message>
        <source>Tick a product to see how long the update would take.</source>
        <translation>製品を選ぶと、更新にかかる時間が表示されます。</translation>
    </message>
    <message>
        <source>Ready. This machine will need about</source>
        <translation>開始できます。この機械での所要時間の目安</translation>
    </message>
    <message>
        <source>The update cannot start.</source>
        <translation>更新を開始できません。</translation>
    </message>
    <message>
        <source>{needed} of {free} free</source>
        <translation>{needed}（空き {free}）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>装置</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>画像サイズ</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>バッチ</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>ディスク</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Quick</source>
        <translation>速い</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>標準</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>念入り</translation>
    </message>
    <message>
        <source>For a first look. Pictures are recognisable, details rough.</source>
        <translation>まず試すとき。何の画像か分かりますが、細部は粗めです。</translation>
    </message>
    <message>
        <source>For daily work. Good pictures in a moderate time.</source>
        <translation>日常の作業に。ほどよい時間で良い画像になります。</translation>
    </message>
    <message>
        <source>For release. Finest pictures, takes the longest.</source>
        <translation>本番に。最も精細ですが、時間がかかります。</translation>
    </message>
</context>
<context>
    <name>ProductDetail</name>
    <message>
        <source>Go to Update</source>
        <translation>更新へ</translation>
    </message>
    <message>
        <source>Generate pictures</source>
        <translation>画像を生成</translation>
    </message>
    <message>
        <source>Add photographs…</source>
        <translation>写真を追加…</translation>
    </message>
    <message>
        <source>Retire…</source>
        <translation>引退させる…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>ごみ箱に入れる</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Retired: it is left out of every later update.</source>
        <translation>引退済み：以後の更新から外れます。</translation>
    </message>
    <message>
        <source>The active version does not know this product yet.</source>
        <translation>稼働中のバージョンはまだこの製品を知りません。</translation>
    </message>
    <message>
        <source>The active version generates and recognises this product.</source>
        <translation>稼働中のバージョンはこの製品を生成し、認識できます。</translation>
    </message>
    <message>
        <source>This product was given up on purpose.</source>
        <translation>この製品は意図的に引退させたものです。</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) wait for the next update.</source>
        <translation>
            <numerusform>%n 枚の写真が次の更新を待っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>The active version knows it until one made without it is approved.</source>
        <translation>この製品なしで作られたバージョンが承認されるまで、稼働中のバージョンはこの製品を知っています。</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>カラー</translation>
    </message>
    <message>
        <source>Part number</source>
        <translation>品番</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>画像の合わせ方</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>残すもの</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録日時</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像 %n 枚</numerusform>
        </translation>
    </message>
    <message>
        <source>Retire “{name}”?</source>
        <translation>「{name}」を引退させますか？</translation>
    </message>
    <message>
        <source>Later updates will not recall it any more, so later versions forget it. Versions that know it stay as they are.</source>
        <translation>以後の更新では復習しないため、以後のバージョンはこの製品を忘れます。すでに学習したバージョンはそのままです。</translation>
    </message>
    <message>
        <source>Retire product</source>
        <translation>引退させる</translation>
    </message>
</context>
<context>
    <name>ProductEditDialog</name>
    <message>
        <source>Edit “{name}”</source>
        <translation>「{name}」を編集</translation>
    </message>
    <message>
        <source>A version has learned the product under this name, so the name stays.</source>
        <translation>この名前でバージョンが学習しているため、製品名は変更できません。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Product name</source>
        <translation>製品名</translation>
    </message>
    <message>
        <source>Part number</source>
        <translation>品番</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>製品名を入力してください。</translation>
    </message>
</context>
<context>
    <name>ProductState</name>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>学習済み</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>引退</translation>
    </message>
</context>
<context>
    <name>ProductUndo</name>
    <message>
        <source>“{name}” is retired.</source>
        <translation>「{name}」を引退させました。</translation>
    </message>
    <message>
        <source>“{name}” is in the trash.</source>
        <translation>「{name}」をごみ箱に入れました。</translation>
    </message>
    <message>
        <source>“{name}” is back.</source>
        <translation>「{name}」を元に戻しました。</translation>
    </message>
    <message>
        <source>“{name}” is deleted for good.</source>
        <translation>「{name}」を完全に削除しました。</translation>
    </message>
    <message>
        <source>“{name}” is changed.</source>
        <translation>「{name}」を変更しました。</translation>
    </message>
    <message>
        <source>“{name}” is as it was.</source>
        <translation>「{name}」を変更前に戻しました。</translation>
    </message>
</context>
<context>
    <name>ProductsPage</name>
    <message>
        <source>Products</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Register a product…</source>
        <translation>製品を登録…</translation>
    </message>
    <message>
        <source>Try the sample line</source>
        <translation>サンプルラインを試す</translation>
    </message>
    <message>
        <source>Go to Update</source>
        <translation>更新へ</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>The sample line is ready to be registered</source>
        <translation>サンプルラインの準備ができました。登録してください</translation>
    </message>
    <message>
        <source>Opening the workspace…</source>
        <translation>ワークスペースを開いています…</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>製品がまだありません</translation>
    </message>
    <message>
        <source>A product is a folder of photographs with one sub-folder for each class; drop it on this window or choose it here.</source>
        <translation>クラスごとにフォルダーを分けた写真のフォルダーを、このウィンドウにドロップするか、ここで選んでください。</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>参照…</translation>
    </message>
    <message>
        <source>Drop a folder of photographs here</source>
        <translation>写真のフォルダーをここにドロップ</translation>
    </message>
    <message>
        <source>Folder of photographs</source>
        <translation>写真のフォルダー</translation>
    </message>
    <message>
        <source>Trash ({count})</source>
        <translation>ごみ箱（{count}）</translation>
    </message>
    <message>
        <source>The sample line is being drawn…</source>
        <translation>サンプルラインを描いています…</translation>
    </message>
    <message>
        <source>Register…</source>
        <translation>登録…</translation>
    </message>
</context>
<context>
    <name>ProductsPresenter</name>
    <message>
        <source>“{name}” is registered. Teach it with an update.</source>
        <translation>「{name}」を登録しました。更新で学習させてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) added to “{name}”. Teach them with an update.</source>
        <translation>
            <numerusform>「{name}」に写真を %n 枚追加しました。更新で学習させてください。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n クラス</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像 %n 枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new image(s)</source>
        <translation>
            <numerusform>新しい画像 %n 枚</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptFields</name>
    <message>
        <source>Prompt</source>
        <translation>プロンプト</translation>
    </message>
    <message>
        <source>What the generator is asked for. {product} and {class} stand for the names; what is learned once keeps its sentence.</source>
        <translation>生成器に頼む文章です。{product} と {class} には名前が入ります。一度学習したものの文章は変わりません。</translation>
    </message>
    <message>
        <source>Prompt of {name}</source>
        <translation>{name} のプロンプト</translation>
    </message>
</context>
<context>
    <name>QualityMatrixCard</name>
    <message>
        <source>Figure shown</source>
        <translation>表示する指標</translation>
    </message>
    <message>
        <source>Products by versions</source>
        <translation>製品とバージョンの表</translation>
    </message>
    <message>
        <source>The band is the 95% interval.</source>
        <translation>帯は 95% 信頼区間です。</translation>
    </message>
</context>
<context>
    <name>QualityPage</name>
    <message>
        <source>Quality</source>
        <translation>品質</translation>
    </message>
    <message>
        <source>Save or print report</source>
        <translation>報告書を保存・印刷</translation>
    </message>
    <message>
        <source>Progress of the report</source>
        <translation>報告書の進み具合</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>As PDF…</source>
        <translation>PDF で保存…</translation>
    </message>
    <message>
        <source>As HTML…</source>
        <translation>HTML で保存…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>With photographs beside their nearest pictures</source>
        <translation>最も近い写真も載せる</translation>
    </message>
    <message>
        <source>Go to Update</source>
        <translation>更新へ</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>まだ測定結果がありません</translation>
    </message>
    <message>
        <source>Every update measures what its version retains, recognises and draws; the figures stand here from the first one on.</source>
        <translation>更新のたびに、そのバージョンが何を保持し、認識し、描けるかを測定し、最初の更新からここに結果を表示します。</translation>
    </message>
    <message>
        <source>Over versions</source>
        <translation>バージョンごとの推移</translation>
    </message>
    <message>
        <source>Mix-ups</source>
        <translation>取り違え</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>写真の複製</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Look up an image</source>
        <translation>画像を調べる</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>報告書の保存</translation>
    </message>
    <message>
        <source>Print the report</source>
        <translation>報告書の印刷</translation>
    </message>
</context>
<context>
    <name>QualityPresenter</name>
    <message>
        <source>Retention</source>
        <extracomment>Retention down to here is shown on the palest ground.</extracomment>
        <translation>保持率</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Assigned as asked</source>
        <translation>指定どおりの割合</translation>
    </message>
    <message>
        <source>Usefulness</source>
        <translation>有用性</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>適合率</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>網羅率</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Quality now divided by quality when learned. The deeper the ground, the more is retained; the warning sign marks what has measurably fallen.</source>
        <translation>現在の品質を、学習したときの品質で割った値です。地の色が濃いほど保持されています。警告マークは、測定の誤差を超えて下がったことを示します。</translation>
    </message>
    <message>
        <source>Share of sealed photographs that are recognised without being told the product. The deeper the ground, the better.</source>
        <translation>製品名を伝えずに正しく認識できた、検査用の写真の割合です。地の色が濃いほど良い値です。</translation>
    </message>
    <message>
        <source>Share of generated pictures that show the class asked for. The deeper the ground, the better.</source>
        <translation>指定したクラスが描かれていた生成画像の割合です。地の色が濃いほど良い値です。</translation>
    </message>
    <message>
        <source>Accuracy on photographs of a recogniser that has seen generated pictures alone. The deeper the ground, the better.</source>
        <translation>生成画像だけで学習した認識器の、写真に対する正解率です。地の色が濃いほど良い値です。</translation>
    </message>
    <message>
        <source>Share of generated pictures that lie among the photographs. The deeper the ground, the better.</source>
        <translation>写真の分布の中に入る生成画像の割合です。地の色が濃いほど良い値です。</translation>
    </message>
    <message>
        <source>Share of the photographs’ variety that is drawn. The deeper the ground, the better.</source>
        <translation>写真の多様さのうち、生成画像で描けている割合です。地の色が濃いほど良い値です。</translation>
    </message>
    <message>
        <source>Fréchet distance of generated pictures to photographs; smaller is better. The deeper the ground, the larger within its row.</source>
        <translation>生成画像と写真のフレシェ距離です。小さいほど良い値です。地の色は、同じ行の中で値が大きいほど濃くなります。</translation>
    </message>
    <message>
        <source>{product}: {measure} over versions</source>
        <translation>{product}：{measure}の推移</translation>
    </message>
    <message>
        <source>Version {number} ({state})</source>
        <translation>バージョン {number}（{state}）</translation>
    </message>
    <message>
        <source>{product} in version {number}</source>
        <translation>{product}（バージョン {number}）</translation>
    </message>
    <message>
        <source>{place}: not known to it</source>
        <translation>{place}：まだ学習していません</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>unverified, because nothing is kept to measure it by</source>
        <translation>未確認（比べるための写真も統計も残していません）</translation>
    </message>
    <message>
        <source>newly learned, the measure of later versions</source>
        <translation>新規に学習（以後のバージョンの基準）</translation>
    </message>
    <message>
        <source>{value}, no interval recorded</source>
        <translation>{value}（信頼区間の記録なし）</translation>
    </message>
    <message>
        <source>{value}, 95% interval {low} to {high}</source>
        <translation>{value}（95% 信頼区間 {low}～{high}）</translation>
    </message>
    <message>
        <source>{said}; measurably less than when it was learned</source>
        <translation>{said}。学習したときより明らかに下がっています</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
</context>
<context>
    <name>QualityTable</name>
    <message>
        <source>Quality of every product</source>
        <translation>製品ごとの品質</translation>
    </message>
    <message>
        <source>Below each figure its 95% interval, where one was measured</source>
        <translation>各数値の下は 95% 信頼区間です（測定した場合）</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保持率</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Assigned as asked</source>
        <translation>指定どおりの割合</translation>
    </message>
    <message>
        <source>Usefulness</source>
        <translation>有用性</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>網羅率</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
</context>
<context>
    <name>QueueList</name>
    <message>
        <source>Updates that wait, in the order of their start</source>
        <translation>待っている更新（開始する順）</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>先に</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後に</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Nothing else waits.</source>
        <translation>ほかに待っている更新はありません。</translation>
    </message>
</context>
<context>
    <name>QueuePresenter</name>
    <message>
        <source>leaving out what is retired</source>
        <translation>引退した製品を除く更新</translation>
    </message>
    <message>
        <source>Update {number} · {preset}</source>
        <translation>更新 {number} · {preset}</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>Records</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Activity log</source>
        <translation>操作履歴</translation>
    </message>
    <message>
        <source>What was live when</source>
        <translation>稼働台帳</translation>
    </message>
</context>
<context>
    <name>RegistrationPanel</name>
    <message>
        <source>Findings</source>
        <extracomment>Largest edge at which the networks' pictures are shown. More findings than this scroll. Folder to the mark that its class is new to the product. Folder to the remark with which others its class is one.</extracomment>
        <translation>検出事項</translation>
    </message>
    <message>
        <source>Each folder becomes a class. Give two folders one name to make them one.</source>
        <translation>フォルダーごとに 1 つのクラスになります。2 つのフォルダーに同じ名前を付けると、1 つのクラスにまとまります。</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>クラス</translation>
    </message>
    <message>
        <source>Check report</source>
        <translation>確認結果</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Register product</source>
        <translation>製品を登録</translation>
    </message>
    <message>
        <source>Add photographs</source>
        <translation>写真を追加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Part number</source>
        <translation>品番</translation>
    </message>
    <message>
        <source>Photographs that are not square</source>
        <translation>正方形でない写真の扱い</translation>
    </message>
    <message>
        <source>What is kept of the photographs</source>
        <translation>写真のうち残すもの</translation>
    </message>
    <message>
        <source>Part number, fit and what is kept stay as the product has them. The next update learns what is new; its earlier photographs are not needed again.</source>
        <translation>品番、合わせ方、保存する内容は製品の設定のままです。次の更新では新しい写真だけを学習し、以前の写真は必要ありません。</translation>
    </message>
    <message>
        <source>Product name</source>
        <translation>製品名</translation>
    </message>
    <message>
        <source>one class with {folders}</source>
        <translation>{folders} と同じクラス</translation>
    </message>
    <message>
        <source>As the networks will see them: {size} × {size} pixels</source>
        <translation>ネットワークが見る画像：{size} × {size} ピクセル</translation>
    </message>
    <message>
        <source>gray</source>
        <translation>グレー</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>カラー</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>登録済み</translation>
    </message>
    <message>
        <source>the product has them already</source>
        <translation>この製品にすでにある写真</translation>
    </message>
    <message>
        <source>Usable</source>
        <translation>使用可能</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>unreadable or no picture</source>
        <translation>読めない、または画像でない</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>exact or nearly so</source>
        <translation>完全または、ほぼ同一</translation>
    </message>
    <message>
        <source>Two labels</source>
        <translation>ラベルの矛盾</translation>
    </message>
    <message>
        <source>one picture, two classes</source>
        <translation>1 枚が 2 つのクラスに</translation>
    </message>
    <message>
        <source>Name of the class in folder {name}</source>
        <translation>フォルダー {name} のクラス名</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像 %n 枚</numerusform>
        </translation>
    </message>
    <message>
        <source>new class</source>
        <translation>新しいクラス</translation>
    </message>
</context>
<context>
    <name>RegistrationPresenter</name>
    <message>
        <source>The photographs are being added.</source>
        <extracomment>The product that the photographs are added to; None for a new one.</extracomment>
        <translation>写真を追加しています。</translation>
    </message>
    <message>
        <source>The product is being registered.</source>
        <translation>製品を登録しています。</translation>
    </message>
    <message>
        <source>The photographs are being checked.</source>
        <translation>写真を確認しています。</translation>
    </message>
    <message>
        <source>Give the product a name.</source>
        <translation>製品名を入力してください。</translation>
    </message>
    <message>
        <source>A product named “{name}” is registered already.</source>
        <translation>「{name}」という製品はすでに登録されています。</translation>
    </message>
    <message>
        <source>Give every class a name.</source>
        <translation>すべてのクラスに名前を付けてください。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Same picture as {file}</source>
        <translation>{file} と同じ画像</translation>
    </message>
    <message>
        <source>Looks like {file}</source>
        <translation>{file} によく似ています</translation>
    </message>
    <message>
        <source>Two labels</source>
        <translation>ラベルの矛盾</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重複</translation>
    </message>
    <message>
        <source>Near duplicate</source>
        <translation>ほぼ重複</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Quality report of version {number}</source>
        <extracomment>As the engine's report says them; {braces} stand for what it fills in.</extracomment>
        <translation>バージョン {number} の品質報告書</translation>
    </message>
    <message>
        <source>candidate, waits for approval</source>
        <translation>候補（承認待ち）</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>rejected by the gate</source>
        <translation>ゲートで不合格</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>引退</translation>
    </message>
    <message>
        <source>live</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Builds on</source>
        <translation>元のバージョン</translation>
    </message>
    <message>
        <source>nothing, it is the first</source>
        <translation>なし（最初のバージョン）</translation>
    </message>
    <message>
        <source>version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Taught in it</source>
        <translation>今回学習した製品</translation>
    </message>
    <message>
        <source>Went live</source>
        <translation>稼働開始</translation>
    </message>
    <message>
        <source>{at} by {who}</source>
        <translation>{at}、{who}</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>What the gate found</source>
        <translation>ゲートの判定</translation>
    </message>
    <message>
        <source>What the figures mean</source>
        <translation>指標の意味</translation>
    </message>
    <message>
        <source>Retention: quality now divided by quality when learned, both seen by the recogniser of that time. Quality is the mean of assigned share, nearness to the photographs and, where photographs are kept, accuracy.</source>
        <translation>保持率：現在の品質を、学習したときの品質で割った値。どちらも学習時の認識器で測ります。品質は、指定どおりの割合、写真への近さ、（写真を残している場合は）正解率の平均です。</translation>
    </message>
    <message>
        <source>Accuracy: share of sealed photographs whose product and class the recogniser finds without being told the product.</source>
        <translation>正解率：製品名を伝えずに、認識器が製品とクラスを正しく答えた検査用の写真の割合。</translation>
    </message>
    <message>
        <source>Assigned as asked: share of generated pictures that show the class that was asked for.</source>
        <translation>指定どおりの割合：指定したクラスが描かれていた生成画像の割合。</translation>
    </message>
    <message>
        <source>Usefulness: accuracy on photographs of a recogniser that has seen generated pictures alone.</source>
        <translation>有用性：生成画像だけで学習した認識器の、写真に対する正解率。</translation>
    </message>
    <message>
        <source>Precision and coverage: share of generated pictures that lie among the photographs, and share of photographs that lie among the generated pictures.</source>
        <translation>適合率と網羅率：写真の分布の中に入る生成画像の割合と、生成画像の分布の中に入る写真の割合。</translation>
    </message>
    <message>
        <source>Distance: Fréchet distance of generated pictures to photographs; smaller is better, and products cannot be compared with each other.</source>
        <translation>距離：生成画像と写真のフレシェ距離。小さいほど良く、異なる製品どうしでは比べられません。</translation>
    </message>
    <message>
        <source>Files of the version</source>
        <translation>バージョンのファイル</translation>
    </message>
    <message>
        <source>Each file is named by the SHA-256 of what it holds; none ever changes.</source>
        <translation>各ファイルは内容の SHA-256 で識別され、変更されることはありません。</translation>
    </message>
    <message>
        <source>freed to save space</source>
        <translation>空き容量のため削除済み</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>Figures of version {number}</source>
        <translation>バージョン {number} の指標</translation>
    </message>
    <message>
        <source>Ranges in brackets are 95% confidence intervals. What could not be measured, because nothing of the photographs is kept, is unverified.</source>
        <translation>括弧内は 95% 信頼区間です。写真も統計も残していないため測定できなかったものは「未確認」です。</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>製品</translation>
    </message>
    <message>
        <source>Retention over versions</source>
        <translation>保持率の推移</translation>
    </message>
    <message>
        <source>A product's quality in each version, divided by its quality in the version that learned it.</source>
        <translation>各バージョンでの製品の品質を、その製品を学習したバージョンでの品質で割った値です。</translation>
    </message>
    <message>
        <source>The same as lines over the versions; the band is the 95% interval.</source>
        <translation>同じ値をバージョンごとの折れ線にしたものです。帯は 95% 信頼区間です。</translation>
    </message>
    <message>
        <source>{number} (live)</source>
        <translation>{number}（稼働中）</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保持率</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>Assigned as asked</source>
        <translation>指定どおりの割合</translation>
    </message>
    <message>
        <source>Usefulness</source>
        <translation>有用性</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>適合率</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>網羅率</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>What it draws</source>
        <translation>生成画像</translation>
    </message>
    <message>
        <source>Drawn by the deployed student from its first seeds, none left out.</source>
        <translation>配備される生徒モデルが最初のシードから順に描いたもので、選別していません。</translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation>取り違えの一覧</translation>
    </message>
    <message>
        <source>What the recogniser, which is not told the product, answers for {count} sealed photographs. Rows are shown, columns are answered.</source>
        <translation>製品名を伝えずに検査用の写真 {count} 枚を見せたときの、認識器の答えです。行が見せたクラス、列が答えたクラスです。</translation>
    </message>
    <message>
        <source>No photograph is kept of some classes of {products}: marked rows were counted on generated pictures instead, which flatter the recogniser.</source>
        <translation>{products} には写真を残していないクラスがあります。* 印の行は代わりに生成画像で数えたもので、実際より良く見えます。</translation>
    </message>
    <message>
        <source>Nearest to a photograph</source>
        <translation>写真に最も近い生成画像</translation>
    </message>
    <message>
        <source>The generated pictures nearest to a photograph they were learned from. A distance of 1 is as far as the photographs of the class are apart; below {limit} a picture counts as a copy.</source>
        <translation>学習に使った写真に最も近い生成画像です。距離 1 は同じクラスの写真どうしの間隔に当たり、{limit} を下回ると複製とみなします。</translation>
    </message>
    <message>
        <source>Not recorded for {products}.</source>
        <translation>{products} については記録がありません。</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成画像</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>写真</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Speed on this machine</source>
        <translation>このマシンでの速度</translation>
    </message>
    <message>
        <source>Milliseconds per picture, median of {runs} runs; in brackets the fastest and the slowest. {machine}; {runtime}.</source>
        <translation>1 枚あたりのミリ秒（{runs} 回の中央値、括弧内は最速と最遅）。{machine}、{runtime}。</translation>
    </message>
    <message>
        <source>Student draws</source>
        <translation>生徒モデルの描画</translation>
    </message>
    <message>
        <source>Teacher draws</source>
        <translation>教師モデルの描画</translation>
    </message>
    <message>
        <source>Recogniser answers</source>
        <translation>認識器の判定</translation>
    </message>
    <message>
        <source>{count} at a time</source>
        <translation>{count} 枚ずつ</translation>
    </message>
    <message>
        <source>counts as a copy</source>
        <translation>複製とみなす</translation>
    </message>
    <message>
        <source>no copy</source>
        <translation>複製ではない</translation>
    </message>
    <message>
        <source>no longer in its folder</source>
        <translation>元のフォルダーにありません</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>レポートをコピー</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>レポートを保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Copied. It contains no images.</source>
        <translation>コピーしました。画像は含みません。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>レポートを保存</translation>
    </message>
    <message>
        <source>{file} could not be written: {error}</source>
        <translation>{file} に書き込めませんでした：{error}</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>{file} に書き出しました。</translation>
    </message>
</context>
<context>
    <name>ReportPresenter</name>
    <message>
        <source>No version is active yet. Run an update and approve its version first.</source>
        <extracomment>The last report; "" while there is none. How to print, and what the printer is called; both "" where it is not to be printed.</extracomment>
        <translation>稼働中のバージョンがありません。先に更新を実行し、そのバージョンを承認してください。</translation>
    </message>
    <message>
        <source>The report is being written.</source>
        <translation>報告書を作成しています。</translation>
    </message>
    <message>
        <source>The report could not be printed: {error}</source>
        <translation>報告書を印刷できませんでした：{error}</translation>
    </message>
    <message>
        <source>The report could not be saved: {error}</source>
        <translation>報告書を保存できませんでした：{error}</translation>
    </message>
    <message>
        <source>The report is saved: {file}</source>
        <translation>報告書を保存しました：{file}</translation>
    </message>
    <message>
        <source>The report went to the printer {printer}.</source>
        <translation>報告書をプリンター {printer} に送りました。</translation>
    </message>
</context>
<context>
    <name>SampleSheet</name>
    <message>
        <source>The first samples come after some steps.</source>
        <extracomment>Longer edge at which a sheet is read; enough for a large screen.</extracomment>
        <translation>数ステップ後に最初のサンプルが表示されます。</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>Least retention</source>
        <translation>保持率の下限</translation>
    </message>
    <message>
        <source>Least share assigned as asked</source>
        <translation>指定どおりの割合の下限</translation>
    </message>
    <message>
        <source>Least accuracy</source>
        <translation>正解率の下限</translation>
    </message>
    <message>
        <source>Least usefulness</source>
        <translation>有用性の下限</translation>
    </message>
    <message>
        <source>Most copied photographs</source>
        <translation>写真の複製の上限</translation>
    </message>
    <message>
        <source>Most loss of the student</source>
        <translation>生徒モデルの劣化の上限</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>Teachers to keep</source>
        <translation>残す教師モデルの数</translation>
    </message>
    <message>
        <source>Free old teachers by itself</source>
        <translation>古い教師モデルの自動削除</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>計算装置</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>How much of its first quality an earlier product must keep.</source>
        <translation>以前の製品が、学習時の品質をどれだけ保つ必要があるか。</translation>
    </message>
    <message>
        <source>How many generated pictures the recogniser must take for the class that was asked for.</source>
        <translation>生成画像のうち、指定したクラスと認識される必要がある割合。</translation>
    </message>
    <message>
        <source>How many photographs of a product’s acceptance set must be recognised.</source>
        <translation>製品の検査用写真のうち、正しく認識される必要がある割合。</translation>
    </message>
    <message>
        <source>How many photographs a recogniser must recognise that has seen generated pictures alone.</source>
        <translation>生成画像だけで学習した認識モデルが、写真を正しく認識する必要がある割合。</translation>
    </message>
    <message>
        <source>How many generated pictures may be copies of photographs.</source>
        <translation>生成画像のうち、写真の複製であってもよい割合。</translation>
    </message>
    <message>
        <source>How many times the teacher’s distance to the photographs the student’s may be.</source>
        <translation>生徒モデルと写真との距離が、教師モデルの何倍までよいか。</translation>
    </message>
    <message>
        <source>How often an update is tried before it is given up; each time stronger where it failed.</source>
        <translation>更新をあきらめるまでの試行回数。不合格だった点を毎回強めて試します。</translation>
    </message>
    <message>
        <source>How many of the newest approved versions keep their teacher when old ones are freed.</source>
        <translation>古い教師モデルを削除するとき、教師モデルを残す最新の承認済みバージョンの数。</translation>
    </message>
    <message>
        <source>Frees old teachers after each update. Their versions draw and recognise as before, but no update can build on them.</source>
        <translation>更新のたびに古い教師モデルを削除します。そのバージョンの描画と認識はこれまでどおりですが、更新の元にはできなくなります。</translation>
    </message>
    <message>
        <source>on</source>
        <translation>オン</translation>
    </message>
    <message>
        <source>off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>as the preset has it</source>
        <translation>プリセットどおり</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>初期値に戻す</translation>
    </message>
    <message>
        <source>Reset {setting}</source>
        <translation>「{setting}」を初期値に戻す</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>初期値</translation>
    </message>
    <message>
        <source>Modified (default {value})</source>
        <translation>変更あり（初期値 {value}）</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>未保存</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Language and theme</source>
        <translation>言語とテーマ</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>計算装置</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>ストレージ</translation>
    </message>
    <message>
        <source>Update policy</source>
        <translation>更新ポリシー</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボード操作</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>設定の項目</translation>
    </message>
</context>
<context>
    <name>ShortcutSection</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボード操作</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボード操作</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Everything can be reached by Tab and the arrow keys. Keys with Ctrl or Alt work while an input method is active.</source>
        <translation>すべての操作は Tab キーと矢印キーでもできます。Ctrl や Alt を使うキーは、日本語入力がオンのままでも使えます。</translation>
    </message>
</context>
<context>
    <name>ShortcutTable</name>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>使える場所</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボード操作</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Everywhere</source>
        <extracomment>Alternatives in Qt's portable notation. Where the keys work, in words.</extracomment>
        <translation>どこでも</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>「{page}」を開く</translation>
    </message>
    <message>
        <source>Manual, at this page</source>
        <translation>マニュアルの、いまの画面のページを開く</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>キーボード操作の一覧</translation>
    </message>
    <message>
        <source>Find an action by its name</source>
        <translation>操作を名前で探す</translation>
    </message>
    <message>
        <source>Go to the next field or button</source>
        <translation>次の入力欄やボタンへ移る</translation>
    </message>
    <message>
        <source>Go to the one before</source>
        <translation>前の入力欄やボタンへ戻る</translation>
    </message>
    <message>
        <source>Press the button, or tick the box, that has the focus</source>
        <translation>選択中のボタンを押す、またはチェックを切り替える</translation>
    </message>
    <message>
        <source>Open what is selected, or press a dialog’s main button</source>
        <translation>選択したものを開く、またはダイアログの既定のボタンを押す</translation>
    </message>
    <message>
        <source>Close a dialog or the large picture</source>
        <translation>ダイアログや拡大画像を閉じる</translation>
    </message>
    <message>
        <source>Go through the pictures, in the grid and in the large view</source>
        <translation>一覧や拡大表示で画像を順に見る</translation>
    </message>
    <message>
        <source>Select all generated pictures</source>
        <translation>生成画像をすべて選択する</translation>
    </message>
    <message>
        <source>Search the activity log</source>
        <translation>操作履歴を検索</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>マニュアル</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>マニュアルを検索</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>前のページに戻る</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>次のページに進む</translation>
    </message>
</context>
<context>
    <name>SpeedCard</name>
    <message>
        <source>Speed on this machine</source>
        <translation>このマシンでの速度</translation>
    </message>
    <message>
        <source>Measure the speed</source>
        <translation>速度を測る</translation>
    </message>
    <message>
        <source>Times the active version’s networks through the runtime that draws and recognises here. Takes some seconds to a few minutes.</source>
        <translation>稼働中のバージョンの各モデルを、実際の生成と認識に使う実行環境で計測します。数秒から数分かかります。</translation>
    </message>
</context>
<context>
    <name>SpeedPresenter</name>
    <message>
        <source>Student draws a picture in</source>
        <translation>生徒モデルが 1 枚を描く時間</translation>
    </message>
    <message>
        <source>Teacher draws a picture in</source>
        <translation>教師モデルが 1 枚を描く時間</translation>
    </message>
    <message>
        <source>Recogniser answers in</source>
        <translation>認識器が答える時間</translation>
    </message>
    <message>
        <source>Median of {runs} runs each, in turn. {machine}. {runtime}.</source>
        <translation>交互に {runs} 回ずつ計測した中央値。{machine}。{runtime}。</translation>
    </message>
    <message>
        <source>An update is running: everything takes longer than it otherwise would.</source>
        <translation>更新の実行中です。どの時間も普段より長くなります。</translation>
    </message>
    <message>
        <source>{value} ms</source>
        <translation>{value} ms</translation>
    </message>
    <message>
        <source>fastest {low}, slowest {high}</source>
        <translation>最速 {low}、最遅 {high}</translation>
    </message>
    <message>
        <source>{count} at a time: {value} ms each ({low}–{high})</source>
        <translation>{count} 枚ずつ：1 枚 {value} ms（{low}～{high}）</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Prepare images</source>
        <translation>画像の準備</translation>
    </message>
    <message>
        <source>Try out this machine</source>
        <translation>この機械での試行</translation>
    </message>
    <message>
        <source>Recall earlier products</source>
        <translation>以前の製品の復習</translation>
    </message>
    <message>
        <source>Learn to draw</source>
        <translation>描き方の学習</translation>
    </message>
    <message>
        <source>Make it small and fast</source>
        <translation>小型・高速化</translation>
    </message>
    <message>
        <source>Learn to recognise</source>
        <translation>見分け方の学習</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>品質の測定</translation>
    </message>
    <message>
        <source>Export and prove</source>
        <translation>書き出しと検証</translation>
    </message>
    <message>
        <source>Check against the gate</source>
        <translation>ゲートの検査</translation>
    </message>
    <message>
        <source>Store the version</source>
        <translation>バージョンの保存</translation>
    </message>
    <message>
        <source>Check photographs</source>
        <translation>写真の確認</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Draw the sample line</source>
        <translation>サンプルラインの描画</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Draw both versions</source>
        <translation>両バージョンの描画</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Check before the start</source>
        <translation>開始前の確認</translation>
    </message>
</context>
<context>
    <name>StatusPresenter</name>
    <message>
        <source>The update was interrupted.</source>
        <extracomment>Share of the running job; None when none runs.</extracomment>
        <translation>更新が中断されました。</translation>
    </message>
    <message>
        <source>The active version works as before; the update can go on from its last checkpoint.</source>
        <translation>稼働中のバージョンはこれまでどおり動きます。更新は最後のチェックポイントから再開できます。</translation>
    </message>
    <message>
        <source>Opening the workspace…</source>
        <translation>ワークスペースを開いています…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Update: {state}</source>
        <translation>更新：{state}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>残り {time}</translation>
    </message>
    <message>
        <source>No active version</source>
        <translation>稼働中のバージョンなし</translation>
    </message>
    <message>
        <source>Active: version {number}</source>
        <translation>稼働中：バージョン {number}</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
</context>
<context>
    <name>Storage</name>
    <message>
        <source>Checkpoints of update {number}</source>
        <translation>更新 {number} のチェックポイント</translation>
    </message>
    <message>
        <source>Backup {file}</source>
        <translation>バックアップ {file}</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>記録データ</translation>
    </message>
    <message>
        <source>Versions and acceptance sets</source>
        <translation>バージョンと検査用画像</translation>
    </message>
    <message>
        <source>Unused files</source>
        <translation>使われていないファイル</translation>
    </message>
    <message>
        <source>Old teachers</source>
        <translation>古い教師モデル</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>ベースモデル</translation>
    </message>
    <message>
        <source>Generated pictures</source>
        <translation>生成画像</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>キャッシュ</translation>
    </message>
</context>
<context>
    <name>StoragePresenter</name>
    <message>
        <source>The files are being counted.</source>
        <translation>ファイルを集計しています。</translation>
    </message>
    <message>
        <source>What takes space is not known yet.</source>
        <translation>使用量はまだわかりません。</translation>
    </message>
    <message>
        <source>There is nothing that is safe to free.</source>
        <translation>安全に削除できるものはありません。</translation>
    </message>
    <message>
        <source>The workspace takes {total}, of which {safe} can be freed; {free} are left on the disk.</source>
        <translation>ワークスペースの使用量は {total}、うち {safe} を空けられます。ディスクの空きは {free} です。</translation>
    </message>
    <message>
        <source>{size} freed.</source>
        <translation>{size} を空けました。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Safe to free</source>
        <translation>削除可能</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
</context>
<context>
    <name>StorageSection</name>
    <message>
        <source>What takes space, largest first</source>
        <translation>使用量（大きい順）</translation>
    </message>
    <message>
        <source>Free what is safe…</source>
        <translation>安全に空ける…</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>再集計</translation>
    </message>
    <message>
        <source>Freeing deletes only what can be made again or what nothing needs any more; the activity log tells of it.</source>
        <translation>削除するのは、作り直せるものと、もう必要のないものだけです。操作履歴に記録されます。</translation>
    </message>
    <message>
        <source>At the command line: {command}</source>
        <translation>コマンドラインでは：{command}</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>ストレージ</translation>
    </message>
    <message>
        <source>The files are being counted…</source>
        <translation>ファイルを集計しています…</translation>
    </message>
    <message>
        <source>Free {size}?</source>
        <translation>{size} を空けますか？</translation>
    </message>
    <message>
        <source>This is deleted and cannot be brought back:</source>
        <translation>次のものを削除します。元には戻せません：</translation>
    </message>
    <message>
        <source>Free {size}</source>
        <translation>{size} を空ける</translation>
    </message>
</context>
<context>
    <name>Strategy</name>
    <message>
        <source>Pilotline: screened replay and the teacher’s answers</source>
        <translation>Pilotline：選別した復習画像と教師モデルの答え</translation>
    </message>
    <message>
        <source>Distillation: replay drawn anew for every step</source>
        <translation>蒸留：復習画像を毎回描き直す</translation>
    </message>
    <message>
        <source>States: what the teacher passes through</source>
        <translation>途中状態：教師モデルが描く途中を学ぶ</translation>
    </message>
    <message>
        <source>Replay: recalled pictures like photographs</source>
        <translation>復習：思い出した画像を写真のように学ぶ</translation>
    </message>
    <message>
        <source>Buffer: reads a few earlier photographs of each class</source>
        <translation>バッファー：クラスごとに以前の写真を数枚読みます</translation>
    </message>
    <message>
        <source>Joint: reads the earlier photographs again</source>
        <translation>一括：以前の写真をもう一度読む</translation>
    </message>
    <message>
        <source>None: earlier products are forgotten</source>
        <translation>なし：以前の製品は忘れます</translation>
    </message>
    <message>
        <source>Unanchored: Pilotline without stored statistics</source>
        <translation>統計なし：保存した統計を使わない Pilotline</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Photographs to try with</source>
        <extracomment>Object names of the widgets meant; the first one in sight is marked. Whether what the step asks for has been done.</extracomment>
        <translation>試すための写真</translation>
    </message>
    <message>
        <source>Pilotline learns from photographs. Press “Try the sample line”: it draws some of three made-up products, so you need none of your own.</source>
        <translation>Pilotline は写真から学習します。「サンプルラインを試す」を押すと、架空の製品 3 つの写真を描きます。自分の写真は要りません。</translation>
    </message>
    <message>
        <source>Register a product</source>
        <translation>製品を登録する</translation>
    </message>
    <message>
        <source>Press “Register…” at one of them. The check report says what is usable; name and part number are filled in. Then press “Register product”.</source>
        <translation>どれか 1 つの「登録…」を押します。確認結果で、使える写真がわかります。製品名と品番は入力済みです。続けて「製品を登録」を押します。</translation>
    </message>
    <message>
        <source>Teach it</source>
        <translation>学習させる</translation>
    </message>
    <message>
        <source>Choose “Quick” and press “Update”. It takes some minutes and shows what it draws; you can look at the other pages meanwhile.</source>
        <translation>「速い」を選んで「更新」を押します。数分かかり、その間に描けるようになった画像が表示されます。ほかの画面を見ていてもかまいません。</translation>
    </message>
    <message>
        <source>Look at it, then approve it</source>
        <translation>確かめて承認する</translation>
    </message>
    <message>
        <source>The update has made a version. The gate says whether it is good enough, and you decide: press “Approve…”, and it becomes the active one.</source>
        <translation>更新でバージョンが 1 つできます。品質が十分かどうかはゲートが示し、決めるのはあなたです。「承認…」を押すと、稼働中のバージョンになります。</translation>
    </message>
    <message>
        <source>Draw pictures</source>
        <translation>画像を生成する</translation>
    </message>
    <message>
        <source>The active version draws your product now. Press “Generate”, then select a picture to see where it comes from.</source>
        <translation>稼働中のバージョンが製品を描けるようになりました。「生成」を押し、画像を選ぶと、その由来がわかります。</translation>
    </message>
    <message>
        <source>See that nothing is forgotten</source>
        <translation>忘れていないことを確かめる</translation>
    </message>
    <message>
        <source>Every product is measured in every version. Teach a second sample product later and look here again: what the first one retained stands in the table.</source>
        <translation>すべての製品を、バージョンごとに測定します。あとで 2 つ目のサンプル製品を学習させて、またここを見てください。1 つ目の保持率が表に出ます。</translation>
    </message>
    <message>
        <source>That is all</source>
        <translation>これで終わりです</translation>
    </message>
    <message>
        <source>Your own products come in the same way. F1 opens the manual at the page you are on; Ctrl+K finds every action by its name.</source>
        <translation>自分の製品も同じ手順です。F1 でいまの画面のマニュアルが開き、Ctrl+K でどの操作も名前で探せます。</translation>
    </message>
</context>
<context>
    <name>TourCard</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation>ツアーを始める</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>あとで</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>ツアーを終える</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>手順 {number}／{count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Go to {page}</source>
        <translation>「{page}」を開く</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>はじめてですか？</translation>
    </message>
    <message>
        <source>Seven short steps show how Pilotline works, with made-up products. You can leave them at any time and take them up again from Help.</source>
        <translation>架空の製品を使い、7 つの短い手順で Pilotline の使い方がわかります。いつでもやめられ、「ヘルプ」からまた始められます。</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>Trash</source>
        <translation>ごみ箱</translation>
    </message>
    <message>
        <source>Products in the trash</source>
        <translation>ごみ箱の製品</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>戻す</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>完全に削除…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Products that no version has learned. Their photographs were never touched.</source>
        <translation>どのバージョンも学習していない製品です。写真そのものには手を加えていません。</translation>
    </message>
    <message>
        <source>Delete “{name}” for good?</source>
        <translation>「{name}」を完全に削除しますか？</translation>
    </message>
    <message>
        <source>Its record and its acceptance set leave the workspace and cannot be brought back. The photographs in their own folder stay.</source>
        <translation>記録と検査用画像がワークスペースから消え、元に戻せません。元のフォルダーにある写真は残ります。</translation>
    </message>
    <message>
        <source>Delete product</source>
        <translation>製品を削除</translation>
    </message>
</context>
<context>
    <name>UpdatePage</name>
    <message>
        <source>Update</source>
        <extracomment>More products than this scroll.</extracomment>
        <translation>更新</translation>
    </message>
    <message>
        <source>Back to the update that runs</source>
        <translation>実行中の更新に戻る</translation>
    </message>
    <message>
        <source>Go to Products</source>
        <extracomment>Whether a further update is being chosen while one is under way.</extracomment>
        <translation>製品へ</translation>
    </message>
    <message>
        <source>An update teaches the active version new products; register one to begin.</source>
        <translation>更新は、稼働中のバージョンに新しい製品を学習させるので、まず製品を登録してください。</translation>
    </message>
    <message>
        <source>Nothing to teach yet</source>
        <translation>学習させるものがまだありません</translation>
    </message>
    <message>
        <source>What to teach</source>
        <translation>学習させるもの</translation>
    </message>
    <message>
        <source>How thorough</source>
        <translation>学習の丁寧さ</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Approve the version at once if it passes the gate</source>
        <translation>ゲートに合格したら、すぐに承認する</translation>
    </message>
    <message>
        <source>Put into the queue</source>
        <translation>待ち列に入れる</translation>
    </message>
    <message>
        <source>Everything there is to teach waits in the queue already.</source>
        <translation>学習させる製品は、すべて待ち列に入っています。</translation>
    </message>
    <message>
        <source>Every registered product is learned.</source>
        <translation>登録された製品はすべて学習済みです。</translation>
    </message>
    <message>
        <source>Recalled so that they are not forgotten: {names}</source>
        <translation>忘れないように復習する製品：{names}</translation>
    </message>
    <message>
        <source>Retired, so the new version will not know them: {names}</source>
        <translation>引退したため新しいバージョンからなくなる製品：{names}</translation>
    </message>
</context>
<context>
    <name>UpdatePresenter</name>
    <message>
        <source>at least {value}</source>
        <extracomment>Strategy, seed and every number that differs from the preset.</extracomment>
        <translation>{value} 以上</translation>
    </message>
    <message>
        <source>at most {value}</source>
        <translation>{value} 以下</translation>
    </message>
    <message>
        <source>Register a product first.</source>
        <translation>先に製品を登録してください。</translation>
    </message>
    <message>
        <source>Everything there is to teach waits in the queue already.</source>
        <translation>学習させる製品は、すべて待ち列に入っています。</translation>
    </message>
    <message>
        <source>Every product is learned. Register a new one, or add photographs.</source>
        <translation>すべての製品が学習済みです。新しい製品を登録するか、写真を追加してください。</translation>
    </message>
    <message>
        <source>Tick at least one product.</source>
        <translation>製品を 1 つ以上選んでください。</translation>
    </message>
    <message>
        <source>The update is being queued.</source>
        <translation>更新を待ち行列に入れています。</translation>
    </message>
    <message>
        <source>This machine is being checked; it takes a moment.</source>
        <translation>この機械を確認しています。少しお待ちください。</translation>
    </message>
    <message>
        <source>The check has not run yet.</source>
        <translation>まだ確認していません。</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n クラス</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>画像 %n 枚</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new image(s)</source>
        <translation>
            <numerusform>新しい画像 %n 枚</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VersionChange</name>
    <message>
        <source>First version</source>
        <translation>最初のバージョン</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新しい製品</translation>
    </message>
    <message>
        <source>{name}: learned from more photographs</source>
        <translation>{name}：写真を追加して学習</translation>
    </message>
    <message>
        <source>new classes {classes}</source>
        <translation>新しいクラス {classes}</translation>
    </message>
    <message>
        <source>Taught further</source>
        <translation>追加学習</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>除いた製品</translation>
    </message>
    <message>
        <source>figures as before</source>
        <translation>数値は以前と同じ</translation>
    </message>
    <message>
        <source>retention</source>
        <translation>保持率</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>正解率</translation>
    </message>
    <message>
        <source>assigned as asked</source>
        <translation>指定どおりの割合</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>Size of the student</source>
        <translation>生徒モデルの大きさ</translation>
    </message>
    <message>
        <source>Images per second</source>
        <translation>毎秒の画像数</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>試行回数</translation>
    </message>
</context>
<context>
    <name>VersionDetail</name>
    <message>
        <source>Deployed student</source>
        <translation>配備される生徒モデル</translation>
    </message>
    <message>
        <source>Gate and figures</source>
        <translation>ゲートと数値</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>並べて比較</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>記録</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>承認…</translation>
    </message>
    <message>
        <source>Roll back to this version…</source>
        <translation>このバージョンに戻す…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>ONNX files, for other programs…</source>
        <translation>ONNX ファイル（ほかのプログラム用）…</translation>
    </message>
    <message>
        <source>A diffusers folder, for further training…</source>
        <translation>diffusers フォルダー（追加の学習用）…</translation>
    </message>
    <message>
        <source>Empty folder for the export</source>
        <translation>書き出し先の空のフォルダー</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Against version {number}</source>
        <translation>バージョン {number} との比較</translation>
    </message>
    <message>
        <source>The first version</source>
        <translation>最初のバージョン</translation>
    </message>
    <message>
        <source>Approve version {number}?</source>
        <translation>バージョン {number} を承認しますか？</translation>
    </message>
    <message>
        <source>Approve and activate</source>
        <translation>承認して稼働</translation>
    </message>
    <message>
        <source>Roll back to version {number}?</source>
        <translation>バージョン {number} に戻しますか？</translation>
    </message>
    <message>
        <source>Roll back to version {number}</source>
        <translation>バージョン {number} に戻す</translation>
    </message>
</context>
<context>
    <name>VersionState</name>
    <message>
        <source>Active</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認済み</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>引退</translation>
    </message>
</context>
<context>
    <name>VersionsPage</name>
    <message>
        <source>Versions</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Progress of the verification</source>
        <translation>検証の進み具合</translation>
    </message>
    <message>
        <source>Versions, newest first</source>
        <translation>バージョン（新しい順）</translation>
    </message>
    <message>
        <source>Go to Update</source>
        <translation>更新へ</translation>
    </message>
    <message>
        <source>No versions yet</source>
        <translation>バージョンがまだありません</translation>
    </message>
    <message>
        <source>Every update yields a version: measured, unchangeable, and easy to go back to.</source>
        <translation>更新のたびにバージョンができます。測定済みで変更できず、いつでも戻せます。</translation>
    </message>
    <message>
        <source>Go back to version {number}…</source>
        <translation>バージョン {number} に戻す…</translation>
    </message>
</context>
<context>
    <name>VersionsPresenter</name>
    <message>
        <source>Made</source>
        <extracomment>What each version takes on disk, once that has been looked up.</extracomment>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>親</translation>
    </message>
    <message>
        <source>none, the first</source>
        <translation>なし（最初のバージョン）</translation>
    </message>
    <message>
        <source>Taught</source>
        <translation>学習した製品</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Base model</source>
        <translation>ベースモデル</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>画像サイズ</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>{total}, of which {own} belong to no other version</source>
        <translation>{total}（うち {own} はこのバージョンだけが使用）</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>ディスク使用量</translation>
    </message>
    <message>
        <source>freed; no update can build on this version</source>
        <translation>削除済み。このバージョンを元にした更新はできません</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教師モデル</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大きさ</translation>
    </message>
    <message>
        <source>of the teacher’s {count} parameters</source>
        <translation>教師モデルの {count} パラメーターに対して</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>{rate} images per second here</source>
        <translation>この機械で毎秒 {rate} 枚</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距離</translation>
    </message>
    <message>
        <source>of the teacher’s; 1 is equal</source>
        <translation>教師モデル比（1 で同等）</translation>
    </message>
    <message>
        <source>from {parent}</source>
        <translation>{parent} から</translation>
    </message>
    <message>
        <source>first</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>バージョン {number}</translation>
    </message>
    <message>
        <source>Rolled back to on {at} by {who}</source>
        <translation>{at} に {who} がこのバージョンに戻しました</translation>
    </message>
    <message>
        <source>Approved on {at} by {who}</source>
        <translation>{at} に {who} が承認しました</translation>
    </message>
</context>
<context>
    <name>WorkspacePresenter</name>
    <message>
        <source>The workspace is being moved.</source>
        <extracomment>The folder that is to be the open workspace's, until it is.</extracomment>
        <translation>ワークスペースを移動しています。</translation>
    </message>
    <message>
        <source>A workspace is being opened.</source>
        <translation>ワークスペースを開いています。</translation>
    </message>
    <message>
        <source>The workspace is now in {folder}.</source>
        <translation>ワークスペースを {folder} に移動しました。</translation>
    </message>
    <message>
        <source>The workspace in {folder} is open.</source>
        <translation>{folder} のワークスペースを開きました。</translation>
    </message>
</context>
<context>
    <name>WorkspaceSection</name>
    <message>
        <source>Show the folder</source>
        <translation>フォルダーを表示</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>開く…</translation>
    </message>
    <message>
        <source>Create…</source>
        <translation>新規作成…</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>移動…</translation>
    </message>
    <message>
        <source>A workspace is one folder with everything Pilotline knows: records, versions and settings. Your photographs stay where they are.</source>
        <translation>ワークスペースは、記録・バージョン・設定など Pilotline のすべてが入る 1 つのフォルダーです。写真は元の場所から動かしません。</translation>
    </message>
    <message>
        <source>Recently open</source>
        <translation>最近使ったワークスペース</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>none is open</source>
        <translation>開かれていません</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open {folder}</source>
        <translation>{folder} を開く</translation>
    </message>
    <message>
        <source>Folder of the workspace</source>
        <translation>ワークスペースのフォルダー</translation>
    </message>
    <message>
        <source>An empty folder for the new workspace</source>
        <translation>新しいワークスペースにする空のフォルダー</translation>
    </message>
    <message>
        <source>The folder to move the workspace into</source>
        <translation>ワークスペースの移動先のフォルダー</translation>
    </message>
    <message>
        <source>Move the workspace?</source>
        <translation>ワークスペースを移動しますか？</translation>
    </message>
    <message>
        <source>It goes from {old} to {new}. To another disk every file is copied and compared first; the old folder goes last. Nothing else can be done meanwhile.</source>
        <translation>{old} から {new} へ移動します。別のディスクへは、すべてのファイルをコピーして照合したあと、最後に元のフォルダーを削除します。その間、ほかの操作はできません。</translation>
    </message>
    <message>
        <source>Move the workspace</source>
        <translation>ワークスペースを移動</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>全体を表示</translation>
    </message>
    <message>
        <source>{n} ×</source>
        <translation>{n} 倍</translation>
    </message>
</context>
<context>
    <name>_SettingLine</name>
    <message>
        <source>Reset {setting}</source>
        <translation>{setting}を既定値に戻す</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Modified (default {value})</source>
        <translation>変更あり（既定 {value}）</translation>
    </message>
</context>
</TS>
