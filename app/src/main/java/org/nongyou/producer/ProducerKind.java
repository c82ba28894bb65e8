package org.nongyou.producer;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of producers, as the schemes' fact `applicant.kind` names them, and how each is identified.
public enum ProducerKind {
    ENTERPRISE("enterprise", "企业", Proof.CREDIT_CODE),
    LEADING_ENTERPRISE("leading-enterprise", "龙头企业", Proof.CREDIT_CODE),
    COOPERATIVE("cooperative", "农民专业合作社", Proof.CREDIT_CODE),
    FAMILY_FARM("family-farm", "家庭农场", Proof.EITHER),
    VILLAGE_COLLECTIVE("village-collective", "村集体经济组织", Proof.CREDIT_CODE),
    HOUSEHOLD("household", "农户", Proof.IDENTITY),
    PERSON("person", "个人", Proof.IDENTITY),
    INSTITUTE("institute", "科研院所", Proof.CREDIT_CODE),
    ASSOCIATION("association", "协会", Proof.CREDIT_CODE),
    TOWNSHIP("township", "乡镇人民政府", Proof.CREDIT_CODE),
    BUYER("buyer", "收购商", Proof.EITHER),
    DEALER("dealer", "经销商", Proof.EITHER);

    /// What tells one producer from another.
    public enum Proof {
        CREDIT_CODE,
        IDENTITY,
        /// Registered ones by their code, others by the ID number of the person.
        EITHER
    }

    private final String code;
    private final String title;
    private final Proof proof;

    ProducerKind(String code, String title, Proof proof) {
        this.code = code;
        this.title = title;
        this.proof = proof;
    }

    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public Proof proof() {
        return proof;
    }

    public static Optional<ProducerKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }

    public static Optional<ProducerKind> ofTitle(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }
}
