-- A signing key is revoked (作废) for a reason, by a person, at a moment; until now it was only known that it was.
alter table compliance.signing_keys
    add column revoked_at timestamptz,
    add column revoked_because text not null default '',
    add column revoked_by text not null default '';
update compliance.signing_keys set revoked_at = now(), revoked_because = '泄露' where untrusted;
alter table compliance.signing_keys
    add constraint signing_key_revocation_is_whole check (
        untrusted = (revoked_at is not null) and untrusted = (revoked_because <> ''));
comment on column compliance.signing_keys.untrusted is 'revoked: its signature alone proves nothing any more, whatever day the words say; what the platform has on record stands';
