package org.nongyoubench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.HistoryService;
import org.flowable.engine.IdentityService;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.TaskService;
import org.flowable.spring.ProcessEngineFactoryBean;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The same approval step done with Flowable, as its documentation would have it done and with every doubt decided in
/// its
/// favour: one transaction for the whole step, no sign-in, no session, no form token, no page to render, a small
/// database of its own on the same server, default history, no asynchronous executor.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class FlowablePeer {

    static final String PROCESS = "provincial-base";

    /// Review by the province, then publication; returned to the city or refused as the case may be.
    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
                         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="nongyou">
              <process id="provincial-base" name="省级基地纳入目录">
                <startEvent id="start"/>
                <sequenceFlow sourceRef="start" targetRef="recheck"/>
                <userTask id="recheck" name="省级复核" flowable:candidateGroups="province-agriculture"/>
                <sequenceFlow sourceRef="recheck" targetRef="decided"/>
                <exclusiveGateway id="decided"/>
                <sequenceFlow sourceRef="decided" targetRef="publication">
                  <conditionExpression xsi:type="tFormalExpression">${decision == 'pass'}</conditionExpression>
                </sequenceFlow>
                <sequenceFlow sourceRef="decided" targetRef="acceptance">
                  <conditionExpression xsi:type="tFormalExpression">${decision == 'return'}</conditionExpression>
                </sequenceFlow>
                <sequenceFlow sourceRef="decided" targetRef="refused">
                  <conditionExpression xsi:type="tFormalExpression">${decision == 'reject'}</conditionExpression>
                </sequenceFlow>
                <userTask id="publication" name="公布" flowable:candidateGroups="province-agriculture"/>
                <sequenceFlow sourceRef="publication" targetRef="listed"/>
                <userTask id="acceptance" name="市级验收" flowable:candidateGroups="city-agriculture"/>
                <sequenceFlow sourceRef="acceptance" targetRef="recheck"/>
                <endEvent id="listed"/>
                <endEvent id="refused"/>
              </process>
            </definitions>
            """;

    @Bean
    HikariDataSource flowableDatabase(
            @org.springframework.beans.factory.annotation.Value("${peer.url}") String url,
            @org.springframework.beans.factory.annotation.Value("${peer.user}") String user,
            @org.springframework.beans.factory.annotation.Value("${peer.password}") String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(12);
        return new HikariDataSource(config);
    }

    @Bean
    DataSourceTransactionManager transactions(DataSource database) {
        return new DataSourceTransactionManager(database);
    }

    @Bean
    SpringProcessEngineConfiguration engineConfiguration(DataSource database, PlatformTransactionManager transactions) {
        var configuration = new SpringProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setHistoryLevel(HistoryLevel.AUDIT);
        configuration.setAsyncExecutorActivate(false);
        return configuration;
    }

    @Bean
    ProcessEngineFactoryBean engine(SpringProcessEngineConfiguration configuration) {
        var factory = new ProcessEngineFactoryBean();
        factory.setProcessEngineConfiguration(configuration);
        return factory;
    }

    @Bean
    TransactionTemplate transaction(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @RestController
    static final class Approvals {

        private final RepositoryService repository;
        private final RuntimeService runtime;
        private final TaskService tasks;
        private final IdentityService identity;
        private final HistoryService history;
        private final TransactionTemplate transaction;

        Approvals(ProcessEngine engine, TransactionTemplate transaction) {
            this.repository = engine.getRepositoryService();
            this.runtime = engine.getRuntimeService();
            this.tasks = engine.getTaskService();
            this.identity = engine.getIdentityService();
            this.history = engine.getHistoryService();
            this.transaction = transaction;
        }

        void deploy() {
            repository
                    .createDeployment()
                    .addString("provincial-base.bpmn20.xml", MODEL)
                    .deploy();
        }

        /// @return the id of the task that waits for the province
        String start(int number) {
            return java.util.Objects.requireNonNull(transaction.execute(_ -> {
                var instance = runtime.startProcessInstanceByKey(
                        PROCESS,
                        "case-" + number,
                        Map.of("subject", "base-" + number, "title", "基地" + number, "region", "140423"));
                return tasks.createTaskQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .getId();
            }));
        }

        /// The step: the task is looked up among those that the person's office may do, taken, commented and completed.
        boolean complete(String taskId, String user, String group, String decision, String opinion) {
            return Boolean.TRUE.equals(transaction.execute(_ -> {
                identity.setAuthenticatedUserId(user);
                try {
                    var task = tasks.createTaskQuery()
                            .taskId(taskId)
                            .taskCandidateGroup(group)
                            .singleResult();
                    if (task == null) return false;
                    tasks.claim(taskId, user);
                    tasks.addComment(taskId, task.getProcessInstanceId(), opinion);
                    tasks.complete(taskId, Map.of("decision", decision, "opinion", opinion, "office", group));
                    return true;
                } finally {
                    identity.setAuthenticatedUserId(null);
                }
            }));
        }

        /// Steps whose who, when and opinion can be read back.
        long onRecord() {
            return history.createHistoricTaskInstanceQuery()
                    .taskDefinitionKey("recheck")
                    .finished()
                    .taskAssigneeLike("reviewer-%")
                    .count();
        }

        @PostMapping("/tasks/complete")
        ResponseEntity<Void> post(
                @RequestParam String task,
                @RequestParam String user,
                @RequestParam String decision,
                @RequestParam String opinion) {
            return complete(task, user, "province-agriculture", decision, opinion)
                    ? ResponseEntity.status(303).header("Location", "/tasks").build()
                    : ResponseEntity.status(404).build();
        }
    }
}
