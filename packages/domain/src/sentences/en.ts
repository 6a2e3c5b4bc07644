import type { SentenceCode } from '../errors.ts'

/** Each sentence says what happened and what to do. Words between braces are filled in. */
export const en = {
  // Any request
  VALIDATION: 'The request could not be read: {detail}. Correct it and send it again.',
  DATE_INVALID: '“{value}” is not a date that exists, written like 2026-03-31 or 2026-03-31T09:30:00Z. Please write it so.',
  TEXT_TOO_LONG: 'The {field} may have at most {most} characters. Please shorten it.',
  TEXT_UNREADABLE: 'The {field} contains a character that cannot be stored (NUL, or half of one). Please remove it.',
  NOT_FOUND: 'This does not exist, or you may not see it. Check the address, or go back to the list.',
  CONFLICT_VERSION: 'Someone else changed this meanwhile, so nothing was saved. Reload to see the change, then make yours again.',
  IDEMPOTENCY_MISMATCH: 'This Idempotency-Key was already used for a different request. Send a new key with a new request.',
  FEATURE_INACTIVE: 'The app “{feature}” is not active. A superadmin can activate it in Apps & Features.',
  INTERNAL: 'Something went wrong on our side. Try again; if it stays so, give your administrator the number of this error.',
  UNAVAILABLE: 'Recert cannot answer just now. Wait a moment and try again.',

  // Who asks
  UNAUTHENTICATED: 'You are not signed in. Sign in and try again.',
  FORBIDDEN: 'Your role does not allow this. Ask a superadmin if you need it.',
  SIGN_IN_FAILED: 'This username and password do not belong together. Check both and try again.',
  TOO_MANY_SIGN_IN_TRIES: 'Too many failed tries to sign in. Wait {minutes} minutes and try again.',

  // Certifications and items
  CERTIFICATION_NOT_FOUND: 'There is no certification “{certification}”. Check the code, or choose one from the list.',
  CERTIFICATION_RETIRED: 'This certification is retired and awards nothing new. Choose another one, or take it back into use first.',
  NAME_REQUIRED: 'The name is missing. Please enter one.',
  CODE_REQUIRED: 'The code is missing. Please enter one.',
  CODE_TAKEN: 'The code “{code}” is already in use. Choose another code.',
  CODE_LOOKS_LIKE_UUID: 'The code “{code}” looks like an id (UUID) and could be mistaken for one. Choose another code.',
  VALIDITY_INVALID: 'The validity must be a whole number from 0 to 9999 and a unit: days, weeks, months or years. Enter 0 if it never expires.',
  ITEM_NOT_FOUND: 'There is no course or learning plan “{code}”. Check its kind and code, or choose one from the list.',
  ITEM_ALREADY_LINKED: '“{code}” is already linked to this certification. There is nothing to do.',
  ITEM_IN_USE: '“{code}” is used: {uses}. Take it out there first; what people did with it is kept.',
  ITEM_NOT_LINKED: '“{code}” is not linked to this certification. Link it first.',
  ACTIVITY_ID_TAKEN: 'The activity id “{activityId}” already belongs to another course. Choose another one.',

  // Training
  MATERIAL_NOT_FOUND: 'There is no material “{material}”. Check its code, or choose one from the list.',
  MATERIAL_IN_USE: '“{title}” is used in {courses} courses. Take it out of them first.',
  MATERIAL_NOT_SHARED: '“{title}” is not in the central repository, so it belongs to one course alone. Share it first.',
  MATERIAL_EMPTY: '“{title}” has no content yet. Ask whoever looks after the course to add it.',
  MATERIAL_NOT_CONFIRMABLE: '“{title}” is completed by working through it, not by saying so. Open it and finish it.',
  KIND_FIXED: 'The kind of a material cannot be changed once it is there. Add a new one of the other kind.',
  URL_INVALID: '“{url}” is not a web address. Write it like https://example.org/page.',
  QUIZ_INVALID: 'The quiz cannot be used as it is: {detail}. Correct it and save again.',
  QUIZ_ATTEMPTS_USED: 'All {attempts} attempts at this quiz are used. Ask whoever looks after the course for help.',
  QUIZ_PASSED: 'This quiz is passed already. There is nothing to do.',
  NOT_ENROLLED: 'You are not enrolled in this course. Enrol yourself if the course allows it, or ask your administrator.',
  SELF_ENROLMENT_CLOSED: 'Nobody can enrol themselves in this course. Ask your administrator to enrol you.',
  COURSE_OF_PLAN: 'This enrolment came with a learning plan. End the enrolment in the plan instead.',
  SELECTION_EMPTY: 'Nobody is chosen. Choose people, groups or branches.',
  SELECTION_UNKNOWN: 'There is no {kind} “{name}” among those that you may see. Check the name, or choose from the list.',
  COMPLETIONS_TOO_MANY: 'One request takes at most {most} completions. Send the rest in further requests.',
  STATEMENT_INVALID: 'Statement {position} cannot be taken: {detail}. None of the request was stored; correct it and send it again.',
  STATEMENT_CONFLICT: 'The statement {id} is stored already with another content. Send a new one with an id of its own.',

  // Files
  FILE_NOT_FOUND: 'This file does not exist, or it is not for this purpose. Upload it again.',
  FILE_TYPE_REFUSED: '“{name}” is not of a kind that is taken here. Choose one of: {kinds}.',
  PACKAGE_INVALID: 'The SCORM package cannot be used: {detail}. Export it again and upload the new file.',
  PACKAGE_REPORT_TOO_LARGE: 'This course wants to keep more about your progress than the {most} that Recert keeps, so its latest report was not saved. What was saved before stays. Tell whoever looks after the course.',
  EVIDENCE_TOO_MANY: 'You have uploaded {most} files that belong to no report yet. Send a report with one of them, or come back in two days: files that are not used are deleted.',
  STORAGE_FULL: 'There is no room left to store files, so nothing was saved. Tell your administrator, and try again later.',

  // External training
  EXTERNAL_NOT_FOUND: 'There is no such training activity, or you may not see it. Go back to the list.',
  EXTERNAL_STATE: 'This is not possible while the activity is “{state}”. Reload the page to see where it stands.',
  EXTERNAL_DATES: 'The training ends before it begins. Correct one of the two dates.',
  EXTERNAL_TOO_MANY: 'One report takes at most {most} people, and {people} are chosen. Report it for fewer at a time.',
  EVIDENCE_REQUIRED: 'The evidence is missing. Upload your certificate as a PDF or a picture.',
  NOTE_REQUIRED: 'The reason is missing. Write why the report is rejected, so that it can be put right.',
  TITLE_REQUIRED: 'The title is missing. Please enter one.',
  NUMBER_OUT_OF_RANGE: 'The {field} must be a number from 0 to {most}. Please correct it.',

  // Awards
  EXPIRY_TOO_FAR: 'The award would expire after 9999-12-31. Choose a shorter validity, or 0 if it never expires.',
  EXPIRY_NOT_AFTER_ISSUE: 'The expiry date is not after the issue date. Correct one of the two.',
  EXPIRY_AND_ALWAYS_VALID: 'An award is either always valid or has an expiry date. Send one of the two.',
  EXTERNAL_OF_ANOTHER: 'This training activity belongs to somebody else. Choose one of this person, and award one person at a time.',
  EXPIRY_MISSING_FOR_AWARD: 'An award that is not always valid needs an expiry date. Enter one.',
  AWARDS_TOO_MANY: 'At most {most} awards are unassigned at once, and more fit. Narrow the list with filters, and do it in parts.',
  AWARD_NOT_FOUND: 'There is no such award, or you may not see it. Go back to the list.',
  CHANGE_NOT_FOUND: 'There is no such change, or you may not take it back. Reload the history to see what can be.',
  CHANGE_UNDONE: 'This change was taken back already. There is nothing to do.',
  CHANGE_SUPERSEDED: 'The award was changed again since, or the person holds a newer one, so this cannot be taken back. Take the later change back first.',
  CHANGE_TOO_OLD: 'What was removed can be brought back for {days} days, and that time is over. Award the certification anew instead.',

  // Renewals
  RENEWAL_NOT_FOUND: 'There is no such open renewal. Reload the page to see where it stands.',
  RENEWAL_OPEN: 'A renewal with “{code}” is open already. Complete that one, or cancel it first.',
  RENEWAL_ALWAYS_VALID: 'This certification never expires for its holder, so there is nothing to renew.',
  RENEWAL_NOT_CURRENT: 'This is an earlier cycle. Renew the current one instead.',
  RENEWAL_RETIRED: 'This certification is retired, so nothing renews it any more. Ask your administrator what takes its place.',
  RENEWAL_NO_ITEMS: 'No course or learning plan is assigned to this certification, so it cannot be renewed here. Ask your administrator how to renew it.',
  RENEWAL_ITEMS_USED: 'The courses and learning plans of this certification were used for the current award and may not be retaken. Ask your administrator to assign another one.',
  RENEWAL_ITEM_NOT_OFFERED: '“{code}” cannot renew this award. Choose one of the items that are offered.',
  PERSON_INACTIVE: 'This person is deactivated and cannot renew. Activate the person first.',

  // People, branches, groups
  PERSON_NOT_FOUND: 'There is no person “{person}”. Check the username, or choose someone from the list.',
  USERNAME_INVALID: 'A username has 1 to 255 characters and no control characters such as tabs or line breaks. Choose another one.',
  USERNAME_TAKEN: 'The username “{username}” already belongs to someone. Choose another one.',
  EMAIL_INVALID: '“{email}” is not an e-mail address. Write it like name@example.org, or leave it empty.',
  PASSWORD_TOO_SHORT: 'The password is too short. Choose one of at least {least} characters.',
  PASSWORD_TOO_LONG: 'The password is too long. Choose one of at most {most} characters.',
  TIME_ZONE_UNKNOWN: 'The time zone “{timeZone}” is not known. Write an IANA name such as Europe/Rome.',
  LANGUAGE_UNKNOWN: 'The language “{language}” is not available. Choose one of: {languages}.',
  LAST_SUPERADMIN: 'This is the last active superadmin, and without one nobody could manage Recert. Make someone else superadmin first.',
  BRANCH_NOT_FOUND: 'There is no branch “{branch}”. Check its path, or create it first.',
  BRANCH_NAME_TAKEN: 'There is already a branch “{name}” in this place. Choose another name.',
  BRANCH_NAME_INVALID: 'The name “{name}” contains a slash, and slashes separate the names of a path. Choose a name without one.',
  GROUP_NAME_TAKEN: 'There is already a group “{name}”. Choose another name.',
  BRANCH_NOT_EMPTY: 'The branch “{branch}” still has {people} people and {branches} branches in it. Move them first.',
  BRANCH_INTO_ITSELF: 'A branch cannot be moved below itself. Choose another place.',
  GROUP_NOT_FOUND: 'There is no group “{group}”. Check its name, or create it first.',
  ROLE_NOT_YOURS: 'Only a superadmin may give this role, or change someone who has it. Ask a superadmin.',
  RIGHTS_OF_ANOTHER_ROLE: 'Permissions and groups to look after are for power users, branches for power users and managers. Leave them out, or choose another role.',
  OUTSIDE_SCOPE: 'This would go beyond the branches and groups that you look after. Choose one of yours, or ask a superadmin.',

  // Imports: the upload
  FILE_MISSING: 'No file arrived. Choose a file and upload it again.',
  FILE_TOO_LARGE: 'The file is larger than {limit}. Split it and upload the parts.',
  OPTIONS_INVALID: 'The options of the import could not be read: {detail}. Correct them and upload again.',
  IMPORT_STATE: 'This is not possible while the import is “{state}”. Reload the page to see where it stands.',

  // Imports: the file as a whole
  FILE_EMPTY: 'The file holds no rows. Check that it is the right file, and whether its first row is a header.',
  FILE_UNREADABLE: 'The file is not text with separated values. Save it as CSV and upload it again.',
  CHARSET_UNKNOWN: 'The charset “{charset}” is not known. Choose one from the list, such as utf-8 or windows-1252.',
  CHARSET_UNSUPPORTED: 'The file is written in {charset}, which cannot be read. Save it as UTF-8 and upload it again.',
  SEPARATOR_INVALID: '“{separator}” cannot separate columns. Use one character that is no quote and no line break, such as a comma or a semicolon.',
  QUOTE_NOT_CLOSED: 'The quotes on line {line} do not match, so the rows from there on cannot be told apart. Put quotes around whole values, double those inside, and upload the file again.',
  RECORD_TOO_LONG: 'The row on line {line} is too long to be one row. Check for a quote that is not closed, and the separator.',
  NO_HEADER_NAMES: 'The file is read without a header row, so no column has a name. Map the columns by number, or say that the first row is the header.',
  FIELD_UNKNOWN: 'There is no field “{field}” to map. The fields are: {fields}.',
  FIELD_NOT_MAPPED: 'No column is mapped to {field}, which is required. Choose the column that holds it.',
  COLUMN_UNKNOWN: 'The file has no column “{column}” for {field}. Its columns are: {columns}.',
  COLUMN_AMBIGUOUS: 'More than one column could be {field}: {columns}. Rename one of them, or map the column by its number.',
  COLUMN_OUT_OF_RANGE: 'Column number {column} for {field} does not exist: the file has {width} columns, counted from 0. Choose one of them.',
  COLUMN_MAPPED_TWICE: 'The column {column} is mapped to both {first} and {second}. Choose another column for one of them.',
  EXPIRE_DATE_NOT_MAPPED: 'No column is mapped to certification_expire_date, but the row on line {line} is not always valid. Map the column with the expiry date.',

  // The demo clock
  CLOCK_BACKWARDS: 'The clock stands at {now} and cannot go back once there are awards. Choose a later instant.',

  // Jobs and mails
  JOB_BROKE_OFF: 'The work broke off {times} times at the same place and was given up. What was done by then stays. Tell your administrator, and try again with less at once.',
  JOB_FAILED: 'The work failed {times} times at the same place and was given up. What was done by then stays. Your administrator finds the reason in the log of the worker.',
  JOB_NOT_CANCELLABLE: 'This has ended, or ends in a moment by itself, so it cannot be cancelled. Reload the list to see where it stands.',
  JOB_NOT_RETRYABLE: 'This cannot be retried: only a run that was given up can, and only while what it worked on still waits for it. What the rules refused must be corrected first.',
  PERIODIC_FAILED: 'This failed and is tried again when it is its turn. Your administrator finds the reason in the log of the worker.',
  MAIL_REFUSED: 'The mail server refused the mail for good. Check the address; the mail itself says what the server answered.',

  // Rejected rows: their shape
  ROW_TOO_SHORT: 'The row ends before “{column}”, which is required. Add the missing values.',
  ROW_TOO_LONG: 'The row has more values than there are columns, from “{value}” on. Put quotes around values that contain the separator.',
  QUOTES_BROKEN: 'The quotes in this row do not match, so its values cannot be told apart. Put quotes around whole values and double those inside.',
  UNREADABLE_BYTES: 'The row contains bytes that the chosen charset cannot read: “{value}”. Choose the right charset, or save the file as UTF-8.',
  NUL_BYTE: 'The row contains a NUL byte, which is not text. Remove it, or choose the right charset.',

  // Rejected rows: their values
  MISSING_VALUE: '“{column}” is empty, but required. Fill it in.',
  ISSUE_DATE_INVALID: 'The issue date “{value}” is not written like 2026-03-31 or 2026-03-31 09:30. Write it so.',
  ISSUE_DATE_EXCEL: 'The issue date “{value}” looks as if Excel had rewritten it, and its order cannot be told. Format the column as yyyy-mm-dd and save the file again.',
  ISSUE_DATE_IMPOSSIBLE: 'The issue date “{value}” does not exist in the calendar or on the clock. Correct it.',
  ALWAYS_VALID_INVALID: '“{value}” does not say whether the award is always valid. Write 1 or 0, true or false, yes or no.',
  EXPIRY_MISSING: 'The award is not always valid, but “{column}” is empty. Enter the expiry date, or set always_valid to 1.',
  EXPIRY_DATE_INVALID: 'The expiry date “{value}” is not written like 2026-03-31 or 2026-03-31 09:30. Write it so.',
  EXPIRY_DATE_EXCEL: 'The expiry date “{value}” looks as if Excel had rewritten it, and its order cannot be told. Format the column as yyyy-mm-dd and save the file again.',
  EXPIRY_DATE_IMPOSSIBLE: 'The expiry date “{value}” does not exist in the calendar or on the clock. Correct it.',
  COURSE_TYPE_INVALID: '“{value}” is not a type of course. Write course or learning_plan, or leave it empty.',
  NAME_TOO_LONG: '“{column}” may have at most 255 characters. Please shorten it.',
  EMAIL_ADDRESS_INVALID: '“{value}” is not an e-mail address. Write it like name@example.org, or leave it empty.',
  TIME_ZONE_INVALID: 'The time zone “{value}” is not known. Write an IANA name such as Europe/Rome, or leave it empty.',
  LANGUAGE_INVALID: 'The language “{value}” is not available. Write en or it, or leave it empty.',
  BRANCH_PATH_INVALID: '“{value}” is no path of branches. Write names from the top down with slashes between them, like Italy/Milan, each of at most 255 characters.',
  GROUPS_INVALID: '“{value}” is no list of groups. Write at most 100 names with | or ; between them, each of at most 255 characters.',
  ROLE_INVALID: '“{value}” is not a role. Write superadmin, power_user, manager or learner, or leave it empty.',
  ACTIVE_INVALID: '“{value}” does not say whether the person is active. Write 1 or 0, true or false, yes or no.',

  // Rejected rows: against what is stored
  PERSON_UNKNOWN: 'There is no person with the username “{value}”. Correct it, or create the person first.',
  PERSON_DEACTIVATED: '“{value}” is deactivated and is awarded nothing. Activate the person first.',
  CERTIFICATION_UNKNOWN: 'There is no certification with the code “{value}”. Correct it, or create the certification first.',
  COURSE_UNKNOWN: 'There is no course or learning plan “{value}” of this type. Correct code and type, or leave both empty.',
  COURSE_NOT_LINKED: '“{value}” is not linked to this certification. Link it first, or leave code and type empty.',
  COURSE_AMBIGUOUS: 'Both a course and a learning plan have the code “{value}” and are linked to this certification. Fill in the type: course or learning_plan.',

  // Rows against other rows of the same file
  DUPLICATE_ROWS: 'Lines {lines} name the same person and certification. Keep one of them, or tick Duplicate Certifications so that the last one counts.',
  SKIPPED_DUPLICATE: 'Line {line} names the same person and certification and comes later: it counts, this row does not. There is nothing to do.',
  DUPLICATE_PEOPLE: 'Lines {lines} name the same person. Keep one of them, or tick Duplicate people so that the last one counts.',
  SKIPPED_PERSON: 'Line {line} names the same person and comes later: it counts, this row does not. There is nothing to do.',

  // Why an award was left as it is
  RENEWAL_NOT_STARTED: 'Renewal not started: the current award stays as it is. Press Renew Now before completing the course again.',
  RENEWAL_OF_ANOTHER_ITEM: 'The renewal was started with another course or learning plan. Complete that one, or cancel the renewal and start it with this one.',
  COMPLETED_BEFORE_RENEWAL: 'This was completed before the renewal began, so the renewal is still open. Complete it again.',
  COMPLETED_BEFORE_LINK: 'This was completed before it was linked to the certification, so it does not count. “Award earlier completions” can award it all the same.',
  HELD_AND_SKIPPED: 'This person already holds the certification and was skipped. Choose “replace” to award it anew.',
  HELD_AND_NOT_REPLACED: 'This person already holds the certification, and the current award stays as it is. Say that the activity takes its place to replace it.',
} as const satisfies Record<SentenceCode, string>
