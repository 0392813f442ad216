// SPDX-FileCopyrightText: 2026 Bürgerterminal contributors
// SPDX-License-Identifier: EUPL-1.2

import QtQuick
import Terminal

// The number, where to wait, how long, the slip, what to have ready, and a code for the phone.
Page {
    id: page

    readonly property bool printed: page.screen.slip !== "not-printed"
    readonly property int inner: width - 2 * Theme.margin

    paddingTop: Theme.px(28)
    focusItem: heading
    onSerialChanged: blocks.part = 0

    Icon {
        id: done

        x: Theme.mirrored ? page.width - Theme.margin - width : Theme.margin
        y: heading.y + Math.round((heading.font.pixelSize * Theme.headingLine - height) / 2) + Theme.px(4)
        name: "check_circle-fill"
        colour: Theme.success
        size: Theme.px(88)
    }

    Heading {
        id: heading

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.px(162)
        anchors.rightMargin: Theme.margin
        y: page.paddingTop
        // Smaller than elsewhere with large text: the number is what counts here.
        font.pixelSize: Theme.large ? Theme.px(74) : Theme.headingSize
        sentence: page.screen.heading ?? null
    }

    Pages {
        id: blocks

        x: Theme.margin
        y: heading.y + heading.height + Theme.px(20)
        width: page.inner
        spacing: Theme.px(Theme.large ? 20 : 22)
        available: page.height - y - Theme.px(10)
        touchTop: page.touchTop - y

        TicketCard {
            width: parent.width
            number: page.screen.number ?? ""
            place: page.screen.place ?? null
            placeDetail: page.screen.placeDetail ?? null
            wait: page.screen.wait ?? null
        }

        Note {
            width: parent.width
            kind: page.screen.hasCode ? "info" : "warning"
            icon: page.screen.hasCode ? "badge" : "warning-fill"
            title: page.screen.codeTitle ?? null
            sentence: page.screen.codeDetail ?? null
        }

        Note {
            width: parent.width
            height: page.printed ? implicitHeight : 0
            kind: page.screen.slip === "printed" ? "success" : "info"
            icon: page.screen.slip === "printed" ? "receipt_long" : "print-fill"
            title: page.printed ? page.screen.slipTitle ?? null : null
            sentence: page.printed ? page.screen.slipDetail ?? null : null
            arrow: ({
                    "left": "south_west",
                    "middle": "arrow_downward",
                    "right": "south_east"
                })[page.screen.slot] ?? ""
        }

        Item {
            width: parent.width
            height: page.printed ? Math.max(ready.wanted, phone.wanted) : 0

            ReadyCard {
                id: ready

                anchors.left: parent.left
                height: parent.height
                width: present ? Math.floor((parent.width - Theme.px(24)) / 2) : 0
                documents: page.screen.documents ?? []
            }

            PhoneCard {
                id: phone

                anchors.right: parent.right
                height: parent.height
                width: ready.present ? Math.floor((parent.width - Theme.px(24)) / 2) : parent.width
                wide: !ready.present
                link: page.printed ? page.screen.statusLink ?? "" : ""
            }
        }

        PhoneCard {
            id: paper

            width: parent.width
            height: wanted
            wide: true
            link: page.screen.paperLink ?? ""
            heading: qsTr("Formular für den Wohnungsgeber")
            hint: qsTr("Hier bekommen Sie das Formular auf das Handy. Der Link gilt nur heute.")
        }

        PhotoCard {
            width: parent.width
            height: page.printed ? 0 : implicitHeight
            link: page.printed ? "" : page.screen.statusLink ?? ""
            number: page.screen.number ?? ""
            title: page.screen.slipTitle ?? null
            detail: page.screen.slipDetail ?? null
        }

        Note {
            width: parent.width
            height: page.printed ? 0 : implicitHeight
            kind: "human"
            sentence: page.printed ? null : Theme.sentence(qsTr("**Wir wissen Bescheid.** Auf Wunsch schreiben wir Ihnen die Nummer auf."))
        }
    }
}
