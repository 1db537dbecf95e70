/** Tags that connect-sync itself keeps on what it manages. No file may write them. */

/** The configuration that manages a resource. */
export const ownerTag = 'connect-sync:owner';

/** Who a person is over the years, by the HR system. */
export const keyTag = 'connect-sync:key';

/** The day on which somebody who is no longer wanted lost access. */
export const parkedTag = 'connect-sync:parked';
