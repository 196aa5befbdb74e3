package sample.benchmarks.remote;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * What the server of Java RMI exports.
 */
interface RemoteEcho extends Remote {

	int add(int left, int right) throws RemoteException;

	byte[] echo(byte[] payload) throws RemoteException;

	TenFields echo(TenFields fields) throws RemoteException;

}
