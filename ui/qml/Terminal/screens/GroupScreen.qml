// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

pragma ComponentBehavior: Bound

import QtQuick
import Terminal

// Who or what is on the form: change, remove, add.
Page {
    id: page

    readonly property int inner: width - 2 * Theme.margin
    property var shown: ({})
    property string complained: ""

    paddingTop: Theme.px(32)
    focusItem: summary.present ? summary.focusItem : heading
    onSerialChanged: blocks.part = 0
    onScreenChanged: {
        shown = screen;
        const said = JSON.stringify([shown.serial, shown.errors ?? []]);
        if (said === complained)
            return;
        complained = said;
        if (summary.present) {
            blocks.part = 0;
            summary.focusItem.forceActiveFocus();
            summary.focusItem.Accessible.announce(Array.from(shown.errors, error => error.label).join(". "), Accessible.Assertive);
        }
    }

    Progress {
        id: progress

        x: Theme.margin
        y: page.paddingTop
        width: page.inner
        steps: page.shown.progress ?? null
    }

    Heading {
        id: heading

        x: Theme.margin
        anchors.top: progress.bottom
        anchors.topMargin: Theme.px(18)
        width: page.inner
        sentence: page.shown.heading ?? null
    }

    Copy {
        id: lead

        x: Theme.margin
        anchors.top: heading.bottom
        anchors.topMargin: present ? Theme.px(12) : 0
        width: page.inner
        sentence: page.shown.lead ?? null
        lineHeight: Theme.mirrored ? 1.4 : 1.25
    }

    Pages {
        id: blocks

        x: Theme.margin
        y: Math.max(lead.y + lead.height + Theme.px(28), page.touchTop)
        width: page.inner
        available: page.height - y - Theme.px(18)
        touchTop: page.touchTop - y

        ErrorSummary {
            id: summary

            width: parent.width
            height: implicitHeight
            errors: page.shown.errors ?? []
            onPicked: heading.forceActiveFocus()
        }

        Repeater {
            model: page.shown.items ?? []

            Panel {
                id: item

                required property var modelData
                readonly property bool stacked: title.implicitWidth > width - links.width - Theme.px(80)

                width: blocks.width
                height: stacked ? title.height + links.height + Theme.px(30) : links.height + Theme.px(20)

                Copy {
                    id: title

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.px(34)
                    anchors.right: item.stacked ? parent.right : links.left
                    anchors.rightMargin: Theme.px(20)
                    y: item.stacked ? Theme.px(16) : Math.round((parent.height - height) / 2)
                    sentence: item.modelData.title
                    font.pixelSize: Theme.rowTitleSize
                    font.bold: true
                    lineHeight: 1.15
                }

                Row {
                    id: links

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.px(18)
                    y: item.stacked ? parent.height - height - Theme.px(8) : Math.round((parent.height - height) / 2)

                    IconLink {
                        name: item.modelData.change.name
                        icon: item.modelData.change.icon
                        topic: item.modelData.title.text
                        onChosen: page.chosen(item.modelData.change.id)
                    }

                    IconLink {
                        visible: (item.modelData.remove ?? null) !== null
                        name: item.modelData.remove?.name ?? ""
                        icon: item.modelData.remove?.icon ?? ""
                        topic: item.modelData.title.text
                        onChosen: page.chosen(item.modelData.remove.id)
                    }
                }
            }
        }

        Repeater {
            model: page.shown.rows ?? []

            RowCard {
                required property var modelData

                width: blocks.width
                action: modelData
                onChosen: page.chosen(modelData.id)
            }
        }

        Repeater {
            model: page.shown.notes ?? []

            Note {
                required property var modelData

                width: blocks.width
                height: implicitHeight
                kind: modelData.tone === "good" ? "success" : modelData.tone ?? "info"
                sentence: modelData.text
                symbolSize: Theme.px(52)
            }
        }
    }
}
