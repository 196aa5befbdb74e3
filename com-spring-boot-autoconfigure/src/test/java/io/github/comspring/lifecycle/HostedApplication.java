package io.github.comspring.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.comspring.ComClass;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.fixture.Hosted;
import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that serves a class whose instances give out further objects, and that
 * writes a last word when it ends, for processes of its own.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(ComAutoConfiguration.class)
class HostedApplication {

	static final String CLSID = "{6B1D5C3A-0F2E-4E67-9C44-2A7B8D9E1F01}";

	/**
	 * Starts the application.
	 * @param arguments the command line
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(HostedApplication.class, arguments);
	}

	@ComClass(clsid = CLSID)
	HostedObject hosted() {
		return new HostedObject();
	}

	@Bean
	LastWord lastWord(@Value("${test.last-word}") Path file) {
		return new LastWord(file);
	}

	/**
	 * Writes through a channel, which a thread that is interrupted cannot do.
	 */
	record LastWord(Path file) {

		@PreDestroy
		void write() throws IOException {
			try (FileChannel channel = FileChannel.open(this.file, StandardOpenOption.CREATE_NEW,
					StandardOpenOption.WRITE)) {
				channel.write(ByteBuffer.wrap("In peace".getBytes()));
			}
		}

	}

	static class HostedObject implements Hosted {

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public String thread() {
			return Thread.currentThread().getName();
		}

		@Override
		public void halt(int code) {
			Runtime.getRuntime().halt(code);
		}

		@Override
		public Hosted other() {
			return new HostedObject();
		}

	}

}
