import styles from "./AlarmsPage.module.css";
import { CALL_SEVERITIES } from "#model/announce/call.ts";
import { useAnnouncer } from "#store/alarms.tsx";
import type { NotifyState } from "#store/notifier.ts";
import type { SoundState } from "#store/sounder.ts";
import { AlarmMark } from "#ui/alarm-mark/AlarmMark.tsx";
import { Button } from "#ui/button/Button.tsx";
import { Choice } from "#ui/choice/Choice.tsx";
import { Panel } from "#ui/panel/Panel.tsx";

const REPEATS = [
  { value: "0", text: "never" },
  { value: "1", text: "1 min" },
  { value: "2", text: "2 min" },
  { value: "5", text: "5 min" },
  { value: "10", text: "10 min" },
  { value: "30", text: "30 min" },
] as const;

const SOUND_WORDS: Record<SoundState, string> = {
  off: "Off. One tone for each new alarm once it is on.",
  armed: "Armed: one tone for each new alarm, another one for each severity.",
  blocked: "Held back by the browser until somebody clicks on this page.",
  unsupported: "This browser makes no sound.",
};

const NOTIFY_WORDS: Record<NotifyState, string> = {
  off: "Off. One for each new alarm once they are on; the browser asks first.",
  on: "On: one for each new alarm, taken back when it is over or acknowledged.",
  denied: "The browser was told not to show any for this page; it can be changed in its settings of the site.",
  unsupported: "This browser shows none for this page.",
};

/** How alarms are called out on this device. The tab's title and icon and the screen reader need no switch. */
export function AnnouncePanel() {
  const { sound, notifications, settings, announcer } = useAnnouncer();
  const repeat = REPEATS.find(({ value }) => value === String(settings.repeatMinutes))?.value ?? "5";
  return (
    <Panel heading="Called out by">
      <dl className={styles.announce}>
        <div>
          <dt>Sound</dt>
          <dd>
            <output aria-label="Sound">
              {sound === "blocked" && <AlarmMark alarm="warning" />} {SOUND_WORDS[sound]}
            </output>
            <span className={styles.buttons}>
              {settings.sound ? (
                <Button onClick={() => announcer.setSound(false)}>Turn the sound off</Button>
              ) : (
                <Button onClick={() => announcer.setSound(true)}>Turn the sound on</Button>
              )}
            </span>
            {sound === "armed" && (
              <span className={styles.buttons}>
                Test sound:
                {CALL_SEVERITIES.map((severity) => (
                  <Button
                    key={severity}
                    onClick={() => announcer.testSound(severity)}
                    title={`Test sound: ${severity}`}
                  >
                    {severity}
                  </Button>
                ))}
              </span>
            )}
            <Choice
              label="Again while unacknowledged, every"
              options={REPEATS}
              value={repeat}
              neutral={repeat}
              onChange={(value) => announcer.setRepeatMinutes(Number(value))}
            />
          </dd>
        </div>
        <div>
          <dt>Notifications</dt>
          <dd>
            <output aria-label="Notifications">
              {notifications === "denied" && <AlarmMark alarm="warning" />} {NOTIFY_WORDS[notifications]}
            </output>
            {notifications === "off" && (
              <Button onClick={() => announcer.setNotifications(true)}>Ask for notifications</Button>
            )}
            {notifications === "on" && (
              <Button onClick={() => announcer.setNotifications(false)}>Turn notifications off</Button>
            )}
          </dd>
        </div>
        <div>
          <dt>Always</dt>
          <dd className={styles.quiet}>
            The navigation, the tab&rsquo;s title and its icon, and a screen reader once for each change. Nothing is
            called out that is acknowledged or silenced. All of it is kept on this device.
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
