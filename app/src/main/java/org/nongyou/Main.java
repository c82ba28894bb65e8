package org.nongyou;

/// The door: reads the command and hands over.
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("nongyou");
    }
}
