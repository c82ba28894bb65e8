/// A small application in which every rule of the modules is broken once, so that the rules are seen to fail.
package brokenmodules;
