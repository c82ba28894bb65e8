package org.nongyou.compliance;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/// How certificates are signed: Ed25519, which browsers verify by themselves, or SM2 with SM3 where an office must use
/// the national algorithms. Signatures of both have 64 bytes.
public enum Algorithm {
    ED25519("Ed25519", 1) {
        @Override
        byte[] drawKey() {
            var key = new byte[Ed25519.SECRET_KEY_SIZE];
            RANDOM.nextBytes(key);
            return key;
        }

        @Override
        byte[] publicOf(byte[] secret) {
            var key = new byte[Ed25519.PUBLIC_KEY_SIZE];
            Ed25519.generatePublicKey(secret, 0, key, 0);
            return key;
        }

        @Override
        byte[] sign(byte[] secret, byte[] message) {
            var signature = new byte[SIGNATURE];
            Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
            return signature;
        }

        @Override
        boolean verifies(byte[] key, byte[] message, byte[] signature) {
            return key.length == Ed25519.PUBLIC_KEY_SIZE
                    && signature.length == SIGNATURE
                    // Under a key of small order anybody can sign.
                    && Ed25519.validatePublicKeyFull(key, 0)
                    && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
        }
    },
    SM2("SM2", 2) {
        @Override
        byte[] drawKey() {
            var order = CURVE.getN();
            // Not the largest either: SM2 divides by the key and one.
            var key = BigIntegers.createRandomInRange(
                    java.math.BigInteger.ONE, order.subtract(java.math.BigInteger.TWO), RANDOM);
            return BigIntegers.asUnsignedByteArray(SM2_KEY, key);
        }

        @Override
        byte[] publicOf(byte[] secret) {
            return CURVE.getG()
                    .multiply(new java.math.BigInteger(1, secret))
                    .normalize()
                    .getEncoded(true);
        }

        @Override
        byte[] sign(byte[] secret, byte[] message) {
            var signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
            signer.init(
                    true,
                    new ParametersWithRandom(
                            new ECPrivateKeyParameters(new java.math.BigInteger(1, secret), CURVE), RANDOM));
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        boolean verifies(byte[] key, byte[] message, byte[] signature) {
            if (signature.length != SIGNATURE) return false;
            ECPublicKeyParameters known;
            try {
                known = new ECPublicKeyParameters(CURVE.getCurve().decodePoint(key), CURVE);
            } catch (IllegalArgumentException e) {
                return false;
            }
            var signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
            signer.init(false, known);
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    };

    static final int SIGNATURE = 64;

    private static final int SM2_KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ECDomainParameters CURVE =
            ECNamedDomainParameters.lookup(org.bouncycastle.asn1.gm.GMObjectIdentifiers.sm2p256v1);

    private final String title;
    private final int number;

    Algorithm(String title, int number) {
        this.title = title;
        this.number = number;
    }

    public String title() {
        return title;
    }

    /// As it stands in the signed bytes.
    int number() {
        return number;
    }

    static Optional<Algorithm> ofTitle(@Nullable String title) {
        return Arrays.stream(values()).filter(one -> one.title.equals(title)).findFirst();
    }

    static Optional<Algorithm> ofNumber(int number) {
        return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
    }

    /// A new secret key.
    abstract byte[] drawKey();

    abstract byte[] publicOf(byte[] secret);

    abstract byte[] sign(byte[] secret, byte[] message);

    /// False too for a key or signature that is none.
    abstract boolean verifies(byte[] key, byte[] message, byte[] signature);
}
